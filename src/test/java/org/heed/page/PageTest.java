package org.heed.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The message report's page, as people use it. */
@NullUnmarked
class PageTest {
  private static final String SHOWN = "tr.row";
  private static final String NO_WAY =
      "no phone that may be texted and no email address are listed";

  @RegisterExtension static final Browser browser = new Browser();
  @TempDir static Path folder;

  private final Sample sample = new Sample();

  @Test
  void the_filter_by_21610_stands_first_and_leaves_exactly_those_rows() {
    browser.open(sample.rows(300).write(folder));
    long refused = sample.count(Sample::refused);
    assertThat(refused).isBetween(2L, 50L);
    assertThat(browser.texts("#filter0 option").subList(0, 2))
        .containsExactly("All", Sample.REFUSED + " (" + refused + ")");
    browser.choose("Error", Sample.REFUSED);
    assertThat(browser.text("#count")).isEqualTo(refused + " of 300 rows");
    assertThat(browser.texts(SHOWN + " td:nth-child(7)"))
        .hasSize((int) refused)
        .containsOnly(Sample.REFUSED);
    browser.driver().findElement(By.cssSelector("button[type=reset]")).click();
    assertThat(browser.text("#count")).isEqualTo("300 rows, showing 1 to 50");
  }

  /** A filter, its option, and the rows that fit: a column and its value. */
  private static final List<List<String>> FILTERS =
      List.of(
          List.of("Error", "Landline or unreachable carrier 30006", "error_code", "30006"),
          List.of("Error", "no phone that may be texted", "error", NO_WAY),
          List.of("Sender", "Bursar", "sender_name", "Bursar"),
          List.of("Campaign", "fall-fees", "campaign", "fall-fees"),
          List.of("Status", "Held", "status", "HELD"),
          List.of("Channel", "Email", "channel", "EMAIL"),
          List.of("Channel", "Neither yet", "channel", "null"),
          List.of("Channel", "Neither: it went nowhere", "channel", "null"));

  /** Of what has no channel, the ones that never get one. */
  private static boolean isOver(Sample.Row row) {
    return List.of("FAILED", "CANCELLED").contains(String.valueOf(row.get("status")));
  }

  private static boolean fits(Sample.Row row, List<String> filter) {
    boolean alike = String.valueOf(row.get(filter.get(2))).equals(filter.get(3));
    return alike
        && (!filter.get(1).startsWith("Neither") || isOver(row) != filter.get(1).endsWith("yet"));
  }

  @Test
  void each_filter_leaves_what_it_says() {
    browser.open(sample.rows(300).write(folder));
    for (List<String> one : FILTERS) {
      browser.choose(one.get(0), one.get(1));
      long expected = sample.count(row -> fits(row, one));
      assertThat(expected).isPositive();
      assertThat(browser.text("#count")).as(one.get(1)).startsWith(expected + " of 300 rows");
      browser.driver().findElement(By.cssSelector("button[type=reset]")).click();
    }
  }

  @Test
  void dates_are_those_of_the_institution_and_filters_narrow_one_another() {
    browser.open(sample.rows(300).write(folder));
    browser.control("From").sendKeys("11032026");
    browser.control("Until").sendKeys("11032026");
    long day = sample.count(row -> day(row).equals("2026-11-03"));
    assertThat(day).isPositive();
    assertThat(browser.text("#count")).startsWith(day + " of 300");
    browser.choose("Sender", "Advising");
    long both =
        sample.count(
            row -> day(row).equals("2026-11-03") && "Advising".equals(row.get("sender_name")));
    assertThat(browser.text("#count")).startsWith(both + " of 300");
  }

  private static String day(Sample.Row row) {
    Object at = row.get("attempted_at") == null ? row.get("queued_at") : row.get("attempted_at");
    return ((Instant) at).atZone(Sample.CHICAGO).toLocalDate().toString();
  }

  @Test
  void the_search_looks_into_every_cell_whatever_case_or_accent() {
    browser.open(sample.rows(300).write(folder));
    for (String typed : List.of("garcia", "nguyen chloe", "S1007", "@example.edu", "o'brien")) {
      search(
          typed,
          sample.count(
              row -> {
                String all = plain(row.cells().toString());
                return List.of(plain(typed).split(" ", -1)).stream().allMatch(all::contains);
              }));
    }
  }

  @Test
  void a_phone_number_is_found_however_it_is_typed() {
    browser.open(sample.rows(300).write(folder));
    long expected = sample.count(row -> "+13125550110".equals(row.get("destination")));
    for (String typed :
        List.of("+13125550110", "(312) 555-0110", "312.555.0110", "+1 312 555 0110")) {
      search(typed, expected);
    }
  }

  private static void search(String typed, long expected) {
    assertThat(expected).isBetween(1L, 299L);
    browser.control("Search").sendKeys(typed);
    browser.await("#count", expected + " of 300 rows");
    browser.driver().findElement(By.cssSelector("button[type=reset]")).click();
    assertThat(browser.text("#count")).startsWith("300 rows");
  }

  private static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFD)
        .replaceAll("\\p{M}", "")
        .toLowerCase(Locale.ROOT);
  }

  @Test
  void each_column_sorts_both_ways() {
    browser.open(sample.rows(45).write(folder));
    int columns = browser.driver().findElements(By.cssSelector("thead button")).size();
    assertThat(columns).isEqualTo(8);
    for (int i = 0; i < columns; i++) {
      WebElement button = browser.driver().findElements(By.cssSelector("thead button")).get(i);
      String cells = SHOWN + " > td:nth-child(" + (i + 2) + ")";
      button.click();
      assertThat(sortOf(i)).isEqualTo("ascending");
      Comparator<String> order = Comparator.naturalOrder();
      assertThat(values(cells, i)).hasSize(sample.rows.size()).isSortedAccordingTo(order);
      button.click();
      assertThat(sortOf(i)).isEqualTo("descending");
      assertThat(values(cells, i)).isSortedAccordingTo(order.reversed());
    }
  }

  private static String sortOf(int column) {
    return browser
        .driver()
        .findElements(By.cssSelector("thead th:has(button)"))
        .get(column)
        .getDomAttribute("aria-sort");
  }

  private static List<String> values(String cells, int column) {
    if (column == 0) {
      return browser.driver().findElements(By.cssSelector(cells + " time")).stream()
          .map(time -> OffsetDateTime.parse(time.getDomAttribute("datetime")).toInstant())
          .map(Instant::toString)
          .toList();
    }
    return browser.texts(cells).stream().map(text -> text.equals("–") ? "" : plain(text)).toList();
  }

  @Test
  void everything_is_done_with_the_keyboard() {
    browser.open(sample.rows(300).write(folder));
    browser.tabTo("#filter0");
    browser.press(Keys.ARROW_DOWN);
    long refused = sample.count(Sample::refused);
    assertThat(browser.text("#count")).isEqualTo(refused + " of 300 rows");
    browser.tabTo("th:nth-child(3) button");
    browser.press(Keys.ENTER);
    assertThat(sortOf(1)).isEqualTo("ascending");
    WebElement toggle = browser.tabTo("td.toggle button");
    assertThat(toggle.getAccessibleName()).startsWith("Open message ");
    browser.press(Keys.ENTER);
    assertThat(toggle.getDomAttribute("aria-expanded")).isEqualTo("true");
    assertThat(browser.driver().findElement(By.id(toggle.getDomAttribute("aria-controls"))))
        .matches(WebElement::isDisplayed);
    browser.press(Keys.SPACE);
    assertThat(toggle.getDomAttribute("aria-expanded")).isEqualTo("false");
    assertThat(browser.texts(".story")).isEmpty();
  }

  @Test
  void a_row_opens_to_the_story_of_its_message() {
    browser.open(sample.rows(20).message("Pat", "Lee", 0).write(folder));
    browser.choose("Error", Sample.REFUSED);
    browser.control("Search").sendKeys("Pat Lee");
    browser.await("#count", "1 of ");
    browser.driver().findElement(By.cssSelector(SHOWN)).click();
    Sample.Row email = sample.rows.get(sample.rows.size() - 1);
    assertThat(browser.texts(".story li bdi"))
        .satisfiesExactly(
            queued -> assertThat(queued).startsWith("Queued for Pat Lee (").contains(", campaign "),
            refused ->
                assertThat(refused)
                    .matches("Text to \\(\\d{3}\\) \\S+ refused: " + Sample.REFUSED + "\\."),
            emailed ->
                assertThat(emailed)
                    .isEqualTo(
                        "Emailed to " + email.get("destination") + " in place of the text."));
    assertThat(browser.text(".story dl"))
        .contains("Gateway ID", "SM", "(312) 555-")
        .doesNotContain("+1312");
  }

  @Test
  void pages_turn_and_their_length_changes() {
    browser.open(sample.rows(130).write(folder));
    assertThat(browser.text("#page")).isEqualTo("Page 1 of 3");
    browser.driver().findElement(By.id("next")).click();
    assertThat(browser.text("#count")).isEqualTo("130 rows, showing 51 to 100");
    browser.driver().findElement(By.id("last")).click();
    assertThat(browser.texts(SHOWN)).hasSize(30);
    assertThat(browser.driver().findElement(By.id("next")).isEnabled()).isFalse();
    new org.openqa.selenium.support.ui.Select(browser.driver().findElement(By.id("size")))
        .selectByVisibleText("250");
    assertThat(browser.texts(SHOWN)).hasSize(130);
  }
}
