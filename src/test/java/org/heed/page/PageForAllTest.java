package org.heed.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The page for everybody: on any screen, on paper, with any content, of any size. */
@NullUnmarked
class PageForAllTest {
  private static final String SHOWN = "tr.row";

  @RegisterExtension static final Browser browser = new Browser();
  @TempDir static Path folder;

  private final Sample sample = new Sample();

  @Test
  void what_people_typed_is_text_and_never_markup() {
    List<String> hostile =
        List.of(
            "</script><img src=x onerror=alert(1)>",
            "<!--<script>",
            "&lt;b&gt;bold&lt;/b&gt; & <i>more</i>",
            "=HYPERLINK(\"http://example.edu\",\"click\")",
            "\u202Eeman \u05D0\u05D1\u05D2",
            "{{first_name}} ${x}",
            "\uD83D\uDE00 emoji",
            "Robert'); drop table person;--");
    hostile.forEach(name -> sample.message(name, "X", 0));
    browser.open(sample.write(folder));
    assertThat(browser.texts(SHOWN + " td:nth-child(3) bdi:first-child"))
        .containsAll(hostile.stream().map(name -> name + " X").toList());
    assertThat(browser.driver().findElements(By.cssSelector("table img, table b, table i")))
        .isEmpty();
    for (String name : hostile) {
      WebElement search = browser.control("Search");
      search.clear();
      // What is in quotes is looked for as it stands.
      browser.script(
          "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input'))",
          search,
          name.replace("\"", ""));
      if (!name.contains("\"")) {
        browser.await("#count", "2 of 16 rows");
      }
      browser.driver().findElement(By.cssSelector("button[type=reset]")).click();
    }
    browser.driver().findElements(By.cssSelector("td.toggle button")).forEach(WebElement::click);
    assertThat(browser.texts(".story li bdi")).anyMatch(text -> text.contains(hostile.get(0)));
    assertThat(browser.driver().findElements(By.cssSelector("table img"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1280, true", "1280, false", "360, true", "360, false"})
  void no_one_is_shut_out(int width, boolean light) {
    browser.open(sample.rows(60).write(folder));
    browser.screen(width, 800);
    browser.light(light);
    browser.choose("Error", Sample.REFUSED);
    browser.driver().findElement(By.cssSelector("td.toggle button")).click();
    assertThat(browser.accessibility()).isEmpty();
    browser.control("Search").sendKeys("nobody of this name");
    browser.await("#count", "0 of ");
    assertThat(browser.accessibility()).isEmpty();
    assertThat((Long) browser.script("return document.documentElement.scrollWidth"))
        .as("nothing is wider than the screen")
        .isLessThanOrEqualTo(width);
  }

  @Test
  void fifty_thousand_rows_open_and_filter_and_a_larger_report_says_where_the_rest_is() {
    sample.rows(50_003);
    browser.open(sample.write(folder));
    assertThat(browser.text("#count")).isEqualTo("50,000 rows, showing 1 to 50");
    assertThat(browser.text(".note"))
        .isEqualTo(
            "This page shows the newest 50,000 of %,d rows. All of them are in"
                    .formatted(sample.rows.size())
                + " message-report-2026-11-23.csv.");
    long refused =
        sample.rows.subList(sample.rows.size() - 50_000, sample.rows.size()).stream()
            .filter(Sample::refused)
            .count();
    browser.choose("Error", Sample.REFUSED);
    assertThat(browser.text("#count")).startsWith("%,d of 50,000 rows".formatted(refused));
    browser.driver().findElement(By.cssSelector("td.toggle button")).click();
    assertThat(browser.texts(".story li")).hasSize(3);
  }

  @Test
  void paper_gets_every_row_that_fits_and_no_controls() {
    browser.open(sample.rows(300).write(folder));
    browser.choose("Error", Sample.REFUSED);
    browser.media("print", true);
    browser.script("window.dispatchEvent(new Event('beforeprint'))");
    assertThat(browser.driver().findElement(By.id("filters")).isDisplayed()).isFalse();
    assertThat(browser.text("#shown")).startsWith("Shown: Error: " + Sample.REFUSED);
    // A head of boxes that cannot be broken is on the first sheet alone.
    assertThat(
            browser.script(
                "return getComputedStyle(document.querySelector('#table thead button')).display"))
        .isEqualTo("contents");
    assertThat(browser.driver().findElements(By.cssSelector("figure summary")))
        .noneMatch(WebElement::isDisplayed);
    browser.driver().findElement(By.cssSelector("#table"));
    browser.script("window.dispatchEvent(new Event('afterprint'))");
    browser.light(true);
    browser.script("document.querySelector('button[type=reset]').click()");
    browser.script("window.dispatchEvent(new Event('beforeprint'))");
    assertThat(browser.texts(SHOWN)).hasSize(sample.rows.size());
    browser.script("window.dispatchEvent(new Event('afterprint'))");
    assertThat(browser.texts(SHOWN)).hasSize(50);
  }

  @Test
  void pictures_stand_above_the_rows() {
    Path target = folder.resolve("pictures.html");
    String svg =
        "<svg role=\"img\" aria-label=\"Opt-outs\" viewBox=\"0 0 40 10\">"
            + "<rect width=\"40\" height=\"10\" style=\"fill: #0b57b0\"/></svg>";
    Page plain = Sample.about(Page.Kind.MESSAGES, "Message report", List.of("status TEXT"));
    Page page =
        new Page(
            plain.kind(),
            plain.title(),
            plain.asOf(),
            plain.zone(),
            plain.filters(),
            plain.columns(),
            plain.whole(),
            List.of(
                new Figure(
                    "Opt-outs",
                    "Four in the first week, none since.",
                    svg,
                    List.of("Week", "Opt-outs"),
                    List.of(List.of("5 Jan", "4"), List.of("12 Jan", "0")))));
    try (PageFile file = new PageFile(target, page)) {
      file.row("SENT");
      file.finish();
    }
    browser.open(target);
    assertThat(browser.text("figcaption"))
        .isEqualTo("Opt-outs\nFour in the first week, none since.");
    assertThat(browser.driver().findElement(By.cssSelector("rect")).getCssValue("fill"))
        .isEqualTo("rgb(11, 87, 176)");
    browser.driver().findElement(By.cssSelector("figure summary")).click();
    assertThat(browser.text("figure tbody")).isEqualTo("5 Jan 4\n12 Jan 0");
    assertThat(browser.accessibility()).isEmpty();
  }

  @Test
  void without_scripts_the_page_says_what_to_do() {
    browser.scripts(false);
    try {
      browser.open(sample.rows(5).write(folder));
      assertThat(browser.driver().findElement(By.tagName("noscript")).getText())
          .contains("JavaScript", "open it in a browser", "message-report-2026-11-23.csv");
      assertThat(browser.driver().findElement(By.id("filters")).isDisplayed()).isFalse();
      assertThat(browser.text(".facts"))
          .contains("Mon 23 Nov 2026, 6:30 PM (America/Chicago)", "none");
    } finally {
      browser.scripts(true);
    }
  }

  @Test
  void the_file_stands_alone_with_a_strict_policy_and_its_licences() throws Exception {
    Path page = sample.rows(5).write(folder);
    String html = Files.readString(page);
    assertThat(html)
        .contains("default-src &#39;none&#39;; script-src &#39;sha256-")
        .doesNotContain("unsafe-inline", "unsafe-eval", "src=\"http", "href=\"http")
        .contains("The MIT License", "OpenJS Foundation", "SpryMedia Limited");
    assertThat(html.length()).isLessThan(500_000);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(page)))
        .isEqualTo("rw-------");
    try (var files = Files.list(folder)) {
      assertThat(files.filter(file -> file.toString().endsWith(".part"))).isEmpty();
    }
  }
}
