package org.heed.preview;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.heed.address.Senders;
import org.heed.consent.FirstTexts;
import org.heed.csv.FileKind;
import org.heed.importing.Trial;
import org.heed.importing.Verdict;
import org.heed.night.Rehearsal;
import org.heed.queue.RoutedMessages;
import org.heed.queue.Standing;
import org.heed.storage.Scratch;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** What a file would do: the import takes it and the night routes it, in a scratch copy. */
@Component
public class Preview {
  private final Scratch scratch;
  private final Trial trial;
  private final Rehearsal rehearsal;
  private final RoutedMessages messages;
  private final Senders senders;
  private final NamedParameterJdbcTemplate named;

  Preview(
      Scratch scratch,
      Trial trial,
      Rehearsal rehearsal,
      RoutedMessages messages,
      Senders senders,
      NamedParameterJdbcTemplate named) {
    this.scratch = scratch;
    this.trial = trial;
    this.rehearsal = rehearsal;
    this.messages = messages;
    this.senders = senders;
    this.named = named;
  }

  /**
   * What was found out.
   *
   * @param totals every row of a campaign that is taken, else the rejected rows
   * @param people null: it is no people file that is taken
   * @param consent null: it is no consent file that is taken
   * @param notified the addresses that the file names
   */
  public record Result(
      Verdict verdict,
      Totals totals,
      Trial.@Nullable PeopleCounts people,
      Trial.@Nullable ConsentCounts consent,
      List<String> notified) {
    public boolean isRejected() {
      return verdict.fate() == Verdict.Fate.REJECTED;
    }

    public boolean hasRows() {
      return totals.rows() > 0;
    }
  }

  /**
   * Looks at a file.
   *
   * @param at when tonight's run begins
   * @param show how many messages are rendered
   * @param rows gets every row of a campaign that is taken, else the rejected rows, by line
   */
  public Result of(Path file, Instant at, int show, Consumer<PreviewRow> rows) {
    return scratch.in(Standing.OPEN.of(""), () -> look(file, at, show, rows));
  }

  /** How a first text ends; null: it does not say how to stop. */
  public @Nullable String stopLine() {
    return rehearsal.stopLine();
  }

  private Result look(Path file, Instant at, int show, Consumer<PreviewRow> rows) {
    Totals totals = new Totals();
    Consumer<PreviewRow> each =
        row -> {
          totals.add(row);
          rows.accept(row);
        };
    long id = trial.take(file);
    Verdict checked = trial.verdict(id);
    if (checked.fate() == Verdict.Fate.TAKEN && checked.kind() == FileKind.PEOPLE) {
      Trial.PeopleCounts people =
          trial.people(id, rejection -> each.accept(PreviewRow.rejected(rejection)));
      return new Result(
          checked.of(people.rows(), people.rejected()), totals, people, null, trial.notified(id));
    }
    trial.load(id);
    Verdict verdict = trial.verdict(id);
    RejectedRows rejected =
        new RejectedRows(
            line -> verdict.rejected() == 0 ? List.of() : trial.rejected(id, line), each);
    if (verdict.fate() == Verdict.Fate.TAKEN && verdict.kind() == FileKind.CAMPAIGN) {
      rehearsal.route(at);
      new CampaignPreview(messages, rehearsal, new FirstTexts(named), senders, totals, show)
          .each(
              trial.campaign(id),
              row -> {
                rejected.before(row.line());
                each.accept(row);
              });
    }
    rejected.before(Long.MAX_VALUE);
    return new Result(
        verdict,
        totals,
        null,
        checked.fate() == Verdict.Fate.TAKEN && verdict.kind() == FileKind.CONSENT
            ? trial.consent(id)
            : null,
        trial.notified(id));
  }
}
