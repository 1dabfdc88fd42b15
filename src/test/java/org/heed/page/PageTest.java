package org.heed.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The message report's page, as people use it. */
@NullUnmarked
class PageTest {
  private static final String SHOWN = "tr.row";

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

  @ParameterizedTest
  @CsvSource({
    "Error, Landline or unreachable carrier 30006, error_code, 30006",
    "Error, no phone that may be texted, error, no phone that may be texted and no email address are listed",
    "Sender, Bursar, sender_name, Bursar",
    "Campaign, fall-fees, campaign, fall-fees",
    "Status, Held, status, HELD",
    "Channel, Email, channel, EMAIL",
    "Channel, Neither yet, channel,"
  })
  void each_filter_leaves_what_it_says(String label, String option, String column, String value) {
    browser.open(sample.rows(300).write(folder));
    browser.choose(label, option);
    long expected =
        sample.count(row -> String.valueOf(row.get(column)).equals(value == null ? "null" : value));
    assertThat(expected).isPositive();
    assertThat(browser.text("#count")).startsWith(expected + " of 300 rows");
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

  @ParameterizedTest
  @ValueSource(
      strings = {"garcia", "nguyen chloe", "S1007", "+13125550", "@example.edu", "o'brien"})
  void the_search_looks_into_every_cell_whatever_case_or_accent(String typed) {
    browser.open(sample.rows(300).write(folder));
    browser.control("Search").sendKeys(typed);
    long expected =
        sample.count(
            row -> {
              StringBuilder all = new StringBuilder();
              for (Object cell : row.cells()) {
                all.append(' ').append(cell);
              }
              return List.of(plain(typed).split(" ", -1)).stream()
                  .allMatch(word -> plain(all.toString()).contains(word));
            });
    assertThat(expected).isBetween(1L, 299L);
    await("#count", expected + " of 300 rows");
  }

  private static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFD)
        .replaceAll("\\p{M}", "")
        .toLowerCase(Locale.ROOT);
  }

  /** The search follows the typing after a moment. */
  private static void await(String selector, String beginning) {
    new org.openqa.selenium.support.ui.WebDriverWait(
            browser.driver(), java.time.Duration.ofSeconds(10))
        .pollingEvery(java.time.Duration.ofMillis(20))
        .withMessage(() -> browser.text(selector) + " does not begin with " + beginning)
        .until(driver -> browser.text(selector).startsWith(beginning));
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
    await("#count", "1 of ");
    browser.driver().findElement(By.cssSelector(SHOWN)).click();
    Sample.Row email = sample.rows.get(sample.rows.size() - 1);
    assertThat(browser.texts(".story li bdi"))
        .satisfiesExactly(
            queued -> assertThat(queued).startsWith("Queued for Pat Lee (").contains(", campaign "),
            refused ->
                assertThat(refused).matches("Text to \\S+ refused: " + Sample.REFUSED + "\\."),
            emailed ->
                assertThat(emailed)
                    .isEqualTo(
                        "Emailed to " + email.get("destination") + " in place of the text."));
    assertThat(browser.text(".story dl")).contains("Gateway ID", "SM").contains("+1312555");
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
        await("#count", "2 of 16 rows");
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
    await("#count", "0 of ");
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
  void without_scripts_the_page_says_what_to_do() {
    browser.scripts(false);
    try {
      browser.open(sample.rows(5).write(folder));
      assertThat(browser.driver().findElement(By.tagName("noscript")).getText())
          .contains("JavaScript", "open it in a browser", "message-report-2026-11-23.csv");
      assertThat(browser.driver().findElement(By.id("filters")).isDisplayed()).isFalse();
      assertThat(browser.text(".facts")).contains("23 Nov 2026, 18:30 (America/Chicago)", "none");
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
