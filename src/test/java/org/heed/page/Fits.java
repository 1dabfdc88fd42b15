package org.heed.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullUnmarked;

/** How a page is looked at. */
@NullUnmarked
final class Fits {
  private Fits() {}

  /**
   * The open page is read without scrolling to the side, and by everybody: on screens, in the dark,
   * and at last on paper.
   *
   * @param paper its width
   */
  static void everywhere(Browser browser, int paper) {
    for (int width : new int[] {1280, 800, 375}) {
      browser.screen(width, 900);
      assertThat((Long) browser.script("return document.documentElement.scrollWidth"))
          .as("%d px", width)
          .isLessThanOrEqualTo(width);
      assertThat(browser.accessibility()).as("%d px", width).isEmpty();
    }
    browser.screen(1280, 900);
    browser.light(false);
    assertThat(browser.accessibility()).as("dark").isEmpty();
    browser.media("print", true);
    browser.screen(paper, 900);
    assertThat((Long) browser.script("return document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(paper);
    assertThat(browser.script("return getComputedStyle(document.body).backgroundColor"))
        .isIn("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)");
  }
}
