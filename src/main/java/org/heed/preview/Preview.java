package org.heed.preview;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.heed.address.PhoneNumber;
import org.heed.campaign.CampaignTrial;
import org.heed.consent.ConsentLedger;
import org.heed.consent.Inheritance;
import org.heed.consent.PhoneBook;
import org.heed.csv.FileKind;
import org.heed.csv.Rejection;
import org.heed.importing.Trial;
import org.heed.importing.Verdict;
import org.heed.night.Rehearsal;
import org.heed.pause.Paused;
import org.heed.pause.Pauses;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** What a file would do, by the code that would do it. */
@Component
public class Preview {
  private final Trial trial;
  private final PhoneBook phones;
  private final ConsentLedger ledger;
  private final Rehearsal rehearsal;
  private final Pauses pauses;
  private final TransactionTemplate readOnly;

  Preview(
      Trial trial,
      PhoneBook phones,
      ConsentLedger ledger,
      Rehearsal rehearsal,
      Pauses pauses,
      PlatformTransactionManager transactions) {
    this.trial = trial;
    this.phones = phones;
    this.ledger = ledger;
    this.rehearsal = rehearsal;
    this.pauses = pauses;
    // The database itself refuses to store anything, and shows one state from beginning to end.
    this.readOnly = new TransactionTemplate(transactions);
    readOnly.setReadOnly(true);
    readOnly.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
  }

  /**
   * What was found out.
   *
   * @param totals every row of a campaign that is taken, else the rejected rows
   * @param people null: it is no people file that is taken
   * @param consent null: it is no consent file that is taken
   */
  public record Result(
      Verdict verdict,
      Totals totals,
      Trial.@Nullable PeopleCounts people,
      Trial.@Nullable ConsentCounts consent) {}

  /**
   * Looks at a file.
   *
   * @param at when tonight's run begins
   * @param show how many messages are rendered
   * @param rows gets every row of a campaign that is taken, else the rejected rows, by line
   */
  public Result of(Path file, Instant at, int show, Consumer<PreviewRow> rows) {
    return Objects.requireNonNull(readOnly.execute(status -> look(file, at, show, rows)));
  }

  /** How a first text ends; null: it does not say how to stop. */
  public @Nullable String stopLine() {
    return rehearsal.stopLine();
  }

  private Set<PhoneNumber> pausedSenders() {
    return pauses.active().stream()
        .map(Paused::sender)
        .flatMap(Stream::ofNullable)
        .collect(Collectors.toSet());
  }

  private Result look(Path file, Instant at, int show, Consumer<PreviewRow> rows) {
    Totals totals = new Totals();
    Consumer<Rejection> rejections =
        rejection -> {
          PreviewRow row = CampaignPreview.rejected(rejection);
          totals.add(row);
          rows.accept(row);
        };
    Verdict verdict = trial.verdict(file, rejections);
    FileKind kind = verdict.kind();
    if (verdict.fate() != Verdict.Fate.TAKEN || kind == null) {
      return new Result(verdict, totals, null, null);
    }
    return switch (kind) {
      case PEOPLE -> {
        Trial.PeopleCounts people = trial.people(file, rejections);
        yield new Result(verdict.withRejected(people.rejected()), totals, people, null);
      }
      case CONSENT -> {
        Trial.ConsentCounts consent = trial.consent(file, rejections);
        yield new Result(verdict.withRejected(consent.rejected()), totals, null, consent);
      }
      case CAMPAIGN -> {
        CampaignTrial campaign = trial.campaign(file);
        Inheritance inheritance = ledger.inheritance();
        campaign.eachListed(inheritance::list);
        CampaignPreview preview =
            new CampaignPreview(
                campaign,
                new Questions(phones, inheritance, at),
                rehearsal,
                pausedSenders(),
                at,
                totals,
                show,
                rows);
        trial.rows(file, campaign, preview::group);
        yield new Result(
            verdict.withRejected(totals.of(Fate.REJECTED).count()), totals, null, null);
      }
    };
  }
}
