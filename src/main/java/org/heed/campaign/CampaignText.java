package org.heed.campaign;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.heed.consent.Keywords;
import org.heed.csv.CellText;
import org.heed.csv.Cells;
import org.heed.csv.FileKind;
import org.heed.csv.Header;
import org.heed.csv.ListColumns;
import org.heed.csv.Row;
import org.heed.csv.RowProblem;
import org.heed.people.People;
import org.heed.words.OptOutLine;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;

/** Writes the text of a campaign's row: its message or template with its placeholders filled. */
public final class CampaignText {
  private static final int LONGEST = 1600;
  private static final Pattern WORDS = Pattern.compile("[\\p{L}\\p{N}]");

  private final Header header;
  private final Templates templates;
  private final ReplyLog replies;
  private final @Nullable String stopLine;
  private final Set<String> placeholders = new HashSet<>();

  public CampaignText(
      Header header,
      Templates templates,
      Keywords keywords,
      SpokenRows spokenRows,
      @Nullable String stopLine) {
    this.header = header;
    this.templates = templates;
    this.replies = new ReplyLog(keywords, spokenRows);
    this.stopLine = stopLine;
  }

  /** The columns that were asked for so far. */
  Set<String> placeholders() {
    return placeholders;
  }

  /** Whether the rows so far are no texts to send but what people replied (L7). */
  boolean areReplies() {
    List<String> unused =
        ListColumns.maybeOfReplies(header.keys()).stream()
            .filter(column -> !placeholders.contains(column))
            .toList();
    return replies.isOne(!unused.isEmpty()) || !ListColumns.among(unused).isEmpty();
  }

  String subject(Row row, People.Person person) throws RowProblem {
    String subject =
        Cells.oneLine(
            Placeholders.fill(
                "subject",
                header.cell(row, "subject"),
                header::meant,
                name -> value(row, person, name)));
    if (subject.length() > 500) {
      throw new RowProblem("subject", subject, Phrases.of("row.subject.long", subject.length()));
    }
    return subject;
  }

  String body(Row row, People.Person person) throws RowProblem {
    String written = header.cell(row, "message");
    String column = "message";
    String name = header.cell(row, "template");
    if (written.isEmpty() && !name.isEmpty()) {
      written = templates.text(name);
      column = "template";
    }
    Set<String> filled = new HashSet<>();
    String body =
        Placeholders.fill(
                column,
                written,
                header::meant,
                key -> {
                  filled.add(key);
                  return value(row, person, key);
                })
            .replace("\r\n", "\n")
            .replace('\r', '\n');
    body = Header.trim(body);
    if (body.isEmpty()) {
      throw new RowProblem(column, "", Phrases.of("row.message.empty"));
    }
    String unreadable = CellText.problem(body);
    if (unreadable != null) {
      throw new RowProblem(column, column.equals("template") ? name : body, unreadable);
    }
    String left = CellText.leftOver(body);
    if (left != null) {
      throw new RowProblem(column, left, Phrases.of("row.message.left", left));
    }
    if (!WORDS.matcher(body).find()) {
      throw new RowProblem(column, body, Phrases.of("row.message.marks"));
    }
    replies.check(row.line(), column, written, body, !filled.isEmpty());
    checkBeside(row, filled);
    int length = OptOutLine.body(body, stopLine).length();
    if (length > LONGEST) {
      throw new RowProblem(
          column,
          body,
          body.length() > LONGEST
              ? Phrases.of("row.long", body.length(), LONGEST)
              : Phrases.of(
                  "row.message.long", body.length(), LONGEST - (length - body.length()), stopLine));
    }
    return body;
  }

  /** A list of who said no is no campaign, whatever the name of the column that says it (L7). */
  private void checkBeside(Row row, Set<String> filled) throws RowProblem {
    for (String column : header.columns()) {
      boolean own = FileKind.CAMPAIGN.columns().contains(column) || filled.contains(column);
      String cell = own ? "" : header.cell(row, column);
      if (ListColumns.saysNo(cell)) {
        throw new RowProblem(column, cell, Phrases.of("row.said.no"));
      }
    }
  }

  private @Nullable String value(Row row, People.Person person, String name) {
    if (header.has(name)) {
      placeholders.add(name);
    }
    String own = header.cell(row, name);
    if (!own.isEmpty()) {
      return own;
    }
    return switch (name) {
      case "first_name" -> Objects.requireNonNullElse(person.firstName(), "");
      case "last_name" -> Objects.requireNonNullElse(person.lastName(), "");
      case "student_id" -> Objects.requireNonNullElse(person.studentId(), "");
      case "email" -> Objects.requireNonNullElse(person.email(), "");
      default -> header.has(name) ? "" : null;
    };
  }
}
