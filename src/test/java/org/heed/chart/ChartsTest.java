package org.heed.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.text.Bidi;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

@NullUnmarked
@ExtendWith(OutputCaptureExtension.class)
class ChartsTest {
  private static final Chart NIGHTS =
      chart(
          Chart.Kind.COLUMNS,
          IntStream.rangeClosed(1, 30).mapToObj(day -> day + " Nov").toList(),
          new Chart.Series("Text", LongStream.rangeClosed(1, 30).boxed().toList()),
          new Chart.Series("Email", LongStream.rangeClosed(1, 30).boxed().toList()));
  private static final Chart SENDERS =
      chart(
          Chart.Kind.BARS,
          List.of("Advising", "<b>Bursar & \"Co\"</b>", "Long ".repeat(40)),
          new Chart.Series("Accepted", List.of(1234L, 80L, 7L)),
          new Chart.Series("Refused", List.of(21L, 0L, 1L)));

  private final Charts charts = new Charts();

  @Test
  void an_svg_is_named_and_described_and_keeps_its_text() throws Exception {
    Document svg = read(charts.svg(NIGHTS, "nights").orElseThrow());
    Element root = svg.getDocumentElement();
    assertThat(root.getTagName()).isEqualTo("svg");
    assertThat(root.getAttribute("role")).isEqualTo("img");
    assertThat(root.getAttribute("aria-labelledby")).isEqualTo("nights-title nights-desc");
    assertThat(root.getAttribute("viewBox")).isEqualTo("0 0 360 230");
    assertThat(texts(svg, "title")).containsExactly("What & when");
    assertThat(texts(svg, "desc")).containsExactly("930 in all, <1 a minute");
    assertThat(texts(svg, "text"))
        .contains("Text", "Email", "0", "20", "40", "60", "30 Nov")
        .doesNotContain("29 Nov");
    assertThat(svg.getElementsByTagName("rect").getLength()).isGreaterThanOrEqualTo(60);
  }

  @Test
  void each_bar_is_told_beside_itself_at_most_as_long_as_the_picture() throws Exception {
    Document svg = read(charts.svg(SENDERS, "senders").orElseThrow());
    assertThat(texts(svg, "text"))
        .contains(
            "Advising: 1,234 accepted, 21 refused",
            "<b>Bursar & \"Co\"</b>: 80 accepted, 0 refused")
        .anyMatch(text -> text.matches("Long .*…: 7 accepted, 1 refused"))
        .allMatch(text -> text.length() <= 55);
  }

  @Test
  void letters_as_wide_as_high_are_fewer_and_none_is_cut_in_two() throws Exception {
    Chart chart = bars("学生事务处".repeat(9), "\uD83C\uDF93".repeat(60), "WM".repeat(30));
    assertThat(texts(read(charts.svg(chart, "one").orElseThrow()), "text"))
        .containsExactly(
            "学生事务处".repeat(5) + "学生…: 5",
            "\uD83C\uDF93".repeat(27) + "…: 4",
            "WM".repeat(13) + "W…: 3");
  }

  @Test
  void a_name_read_from_the_right_does_not_turn_the_numbers_after_it() throws Exception {
    String label = texts(read(charts.svg(bars("שירותי"), "one").orElseThrow()), "text").get(0);
    Bidi read = new Bidi(label, Bidi.DIRECTION_LEFT_TO_RIGHT);
    assertThat(label).contains("שירותי").endsWith(": 5");
    assertThat(read.getLevelAt(label.indexOf('י'))).isOdd();
    assertThat(read.getLevelAt(label.indexOf(':'))).isZero();
    assertThat(read.getLevelAt(label.indexOf('5'))).isEven();
  }

  @Test
  void what_is_nought_has_no_box() throws Exception {
    Document svg = read(charts.svg(SENDERS, "one").orElseThrow());
    // Two of the legend, one of the pattern.
    assertThat(svg.getElementsByTagName("rect").getLength()).isEqualTo(3 + 5);
  }

  @Test
  void an_svg_brings_no_script_no_style_no_paper_and_nothing_from_elsewhere() throws Exception {
    for (Chart chart : List.of(NIGHTS, SENDERS)) {
      String text = charts.svg(chart, "one").orElseThrow();
      assertThat(text)
          .doesNotContain("<script", "<style", "style=", "href", "@import", "255,255,255")
          .doesNotContainPattern("\\son\\w+=");
      assertThat(text.replaceAll("xmlns(:\\w+)?=\"[^\"]*\"", "")).doesNotContain("http");
      Document svg = read(text);
      NodeList words = svg.getElementsByTagName("text");
      for (int i = 0; i < words.getLength(); i++) {
        assertThat(((Element) words.item(i)).getAttribute("fill")).isEqualTo("currentColor");
      }
    }
  }

  @Test
  void two_pictures_of_a_page_share_no_id() throws Exception {
    List<String> ids = new ArrayList<>();
    for (String id : List.of("a", "b")) {
      Document svg = read(charts.svg(NIGHTS, id).orElseThrow());
      NodeList all = svg.getElementsByTagName("*");
      for (int i = 0; i < all.getLength(); i++) {
        String one = ((Element) all.item(i)).getAttribute("id");
        if (!one.isEmpty()) {
          ids.add(one);
        }
      }
    }
    assertThat(ids).doesNotHaveDuplicates().contains("a-title", "b-title", "a-p1");
  }

  @Test
  void series_differ_without_colour_too() {
    String svg = charts.svg(NIGHTS, "one").orElseThrow();
    assertThat(svg).contains("#0072B2", "<pattern", "url(#one-p1)");
    assertThat(svg.replaceAll("(?s)<defs>.*?</defs>", "")).doesNotContain("#D55E00");
  }

  @Test
  void a_png_is_sharp_and_holds_each_colour() throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(charts.png(SENDERS).orElseThrow()));
    assertThat(image.getWidth()).isEqualTo(752);
    List<Integer> found = new ArrayList<>();
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        int rgb = image.getRGB(x, y) & 0xFFFFFF;
        if (!found.contains(rgb) && found.size() < 5000) {
          found.add(rgb);
        }
      }
    }
    assertThat(found).contains(0xFFFFFF, 0x0072B2, 0xD55E00);
  }

  @Test
  void nothing_yet_is_no_picture() {
    Chart none = chart(Chart.Kind.COLUMNS, List.of(), new Chart.Series("Text", List.of()));
    Chart noughts = chart(Chart.Kind.BARS, List.of("A"), new Chart.Series("Text", List.of(0L)));
    for (Chart chart : List.of(none, noughts)) {
      assertThat(charts.svg(chart, "one")).isEmpty();
      assertThat(charts.png(chart)).isEmpty();
      assertThat(chart.rows()).isEmpty();
    }
  }

  @Test
  void a_machine_that_cannot_draw_is_told_of_once(CapturedOutput output) {
    Charts broken =
        new Charts() {
          @Override
          byte[] painted(Chart chart) {
            throw new Error("no fonts here");
          }
        };
    assertThat(broken.png(NIGHTS)).isEmpty();
    assertThat(broken.png(SENDERS)).isEmpty();
    assertThat(broken.svg(NIGHTS, "one")).isPresent();
    assertThat(output.getAll()).containsOnlyOnce("no fonts here");
  }

  @Test
  void lines_stand_at_round_numbers_and_are_few() {
    for (long most : new long[] {1, 2, 5, 6, 7, 11, 29, 60, 101, 999, 1_000_000, 123_456_789}) {
      long step = Plot.step(most);
      assertThat(most / step).isBetween(most < 5 ? 1L : 2L, 5L);
      assertThat(String.valueOf(step)).matches("[125]0*");
    }
  }

  @Test
  void what_cannot_be_drawn_is_refused() {
    assertThatThrownBy(
            () -> chart(Chart.Kind.BARS, List.of("A", "B"), new Chart.Series("Text", List.of(1L))))
        .hasMessage("Text: found 1 numbers, expected 2");
  }

  @Test
  void words_tell_the_numbers_of_each_column() {
    assertThat(NIGHTS.words())
        .startsWith("What & when. 930 in all, <1 a minute Night 1 Nov 2, 2 Nov 4,")
        .endsWith("30 Nov 60.");
  }

  private static Chart bars(String... names) {
    return chart(
        Chart.Kind.BARS,
        List.of(names),
        new Chart.Series(
            "Text", LongStream.range(0, names.length).map(i -> 5 - i).boxed().toList()));
  }

  private static Chart chart(Chart.Kind kind, List<String> categories, Chart.Series... series) {
    return new Chart(
        kind, "What & when", "930 in all, <1 a minute", "Night", categories, List.of(series));
  }

  private static Document read(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
  }

  private static List<String> texts(Document svg, String tag) {
    NodeList found = svg.getElementsByTagName(tag);
    return IntStream.range(0, found.getLength())
        .mapToObj(i -> found.item(i).getTextContent())
        .toList();
  }
}
