package org.heed.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.heed.chart.Charts;
import org.heed.mail.Letter;
import org.heed.mail.Picture;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;

/**
 * The mail a report comes with: what it says, in figures, and what is attached. Nothing in its
 * subject or its text is about one person, but for a filter that names one.
 *
 * @param institution its name; null: not named
 * @param subject all of it
 * @param title what the report is
 * @param period which days it is about
 * @param about as of when, with which filters
 * @param figures what it comes to
 * @param pictures the same to look at; may be none
 * @param unseen words that stand where a picture would; null: there is one
 * @param zipped whether the files are in an encrypted ZIP
 */
record ReportMail(
    @Nullable String institution,
    String subject,
    String title,
    String period,
    About about,
    List<Figure> figures,
    List<Picture> pictures,
    @Nullable String unseen,
    boolean zipped) {
  private static final Template PAGE = template();

  /** One figure and what it counts. */
  record Figure(String number, String words) {
    static Figure of(long number, String what) {
      return new Figure(Words.count(number), Phrases.of("report.figure." + what, number));
    }
  }

  Letter letter(String messageId, String to, Attachments attachments) {
    List<String> attached = attachments.attached().stream().map(ReportMail::named).toList();
    List<String> left = attachments.left().stream().map(one -> "reports/" + named(one)).toList();
    return new Letter(
        messageId,
        to,
        subject,
        text(attached, left),
        html(attached, left),
        pictures,
        attachments.files());
  }

  private static String named(Attachments.Written one) {
    return one.name() + " (" + one.title() + ": " + Words.count(one.rows(), "row") + ")";
  }

  private String text(List<String> attached, List<String> left) {
    List<String> lines = new ArrayList<>(List.of(title, period, ""));
    figures.forEach(figure -> lines.add(figure.words() + ": " + figure.number()));
    pictures.forEach(picture -> lines.addAll(List.of("", picture.words())));
    if (unseen != null) {
      lines.addAll(List.of("", unseen));
    }
    lines.add("");
    lines.add(Phrases.of("report.as.of", Words.time(about.asOf(), about.zone())));
    lines.add(Phrases.of("report.filters", about.filterText()));
    if (!attached.isEmpty()) {
      lines.addAll(List.of("", Phrases.of("report.attached")));
      attached.forEach(one -> lines.add("- " + one));
      if (zipped) {
        lines.add(Phrases.of("report.open"));
      }
    }
    if (!left.isEmpty()) {
      lines.addAll(List.of("", tooLarge()));
      left.forEach(one -> lines.add("- " + one));
    }
    lines.addAll(List.of("", Phrases.of("report.personal"), ""));
    return String.join("\n", lines);
  }

  /** What a picture is of, which its words begin with. */
  private static String heading(String words) {
    int end = words.indexOf(". ");
    return end < 0 ? words : words.substring(0, end);
  }

  private static String tooLarge() {
    return Phrases.of("report.too.large");
  }

  private String html(List<String> attached, List<String> left) {
    Map<String, Object> values = new HashMap<>();
    values.put("institution", institution == null ? "" : institution);
    values.put("title", title);
    values.put("period", period);
    values.put("figures", figures);
    values.put("pictures", pictures);
    values.put("heading", pictures.isEmpty() ? "" : heading(pictures.get(0).words()));
    values.put("unseen", unseen == null ? "" : unseen);
    values.put("width", Charts.WIDTH);
    values.put("say", Phrases.under("page.say."));
    values.put("asOf", Phrases.of("report.as.of", Words.time(about.asOf(), about.zone())));
    values.put("filters", Phrases.of("report.filters", about.filterText()));
    values.put("attached", attached);
    values.put("isAttached", !attached.isEmpty());
    values.put("left", left);
    values.put("isLeft", !left.isEmpty());
    values.put("tooLarge", tooLarge());
    values.put("open", zipped && !attached.isEmpty() ? Phrases.of("report.open") : "");
    values.put("personal", Phrases.of("report.personal"));
    return PAGE.execute(values);
  }

  private static Template template() {
    try (InputStream file =
        Objects.requireNonNull(ReportMail.class.getResourceAsStream("mail.mustache"))) {
      return Mustache.compiler()
          .escapeHTML(true)
          .emptyStringIsFalse(true)
          .compile(new InputStreamReader(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
