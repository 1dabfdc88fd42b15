package org.heed.consent;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.heed.address.Institution;
import org.heed.address.PhoneNumber;
import org.heed.settings.ConsentSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who said what about texts, when, and how it is known: rows are only ever added, and a phone's
 * status is what its rows come to. One writer at a time; everything happens in the transaction of
 * the caller, in few statements for all that is given.
 */
@Component
public class ConsentLedger {
  /** How the reason begins why a file's row leaves its phone as it is. */
  public static final String STAYS = "the phone stays ";

  private static final String LISTINGS =
      """
      select person_id, number from listing where person_id in (:people)
      order by person_id, position, number
      """;
  private static final String STORED =
      """
      select number, sms_status from phone where number > :after
      order by number fetch first 500 rows only
      """;

  private final JdbcClient jdbc;
  private final LedgerTable table;
  private final PairTable pairs;
  private final NewPhones newPhones;
  private final FileNotes notes;
  private final ConsentSettings properties;
  private final Institution institution;
  private final GatewayTimes times;
  private final Clock clock;

  ConsentLedger(
      JdbcTemplate template,
      LedgerTable table,
      ConsentSettings properties,
      Institution institution,
      GatewayTimes times,
      Clock clock) {
    this.times = times;
    this.jdbc = JdbcClient.create(template);
    this.table = table;
    this.pairs = new PairTable(template);
    this.newPhones = new NewPhones(jdbc);
    this.notes = new FileNotes(jdbc, properties);
    this.properties = properties;
    this.institution = institution;
    this.clock = clock;
  }

  /**
   * A phone whose stored status is not what its events come to.
   *
   * @param stored what the phone's row says
   * @param replayed what the ledger says
   */
  public record Difference(PhoneNumber phone, SmsStatus stored, SmsStatus replayed) {}

  /** Turns off the phone and every phone listed now for whose no it was (O1, O7, O8). */
  public void optOut(List<OptOut> optOuts) {
    if (optOuts.isEmpty()) {
      return;
    }
    table.takeTurn();
    Holders holders = new Holders(jdbc, optOuts.stream().map(OptOut::phone).toList());
    Map<OptOut, List<Long>> people = new HashMap<>();
    optOuts.forEach(
        said ->
            people.put(
                said, holders.of(said.phone(), said.personId(), times.ofSaid(said.occurredAt()))));
    Map<Long, List<PhoneNumber>> phones =
        listings(people.values().stream().flatMap(List::stream).toList());
    Set<PhoneNumber> touched = new HashSet<>();
    optOuts.forEach(said -> touched.add(said.phone()));
    phones.values().forEach(touched::addAll);
    Known known = new Known(table.events(touched));
    List<Entry> entries = new ArrayList<>();
    for (OptOut said : optOuts) {
      Instant here = times.ofSaid(said.occurredAt());
      List<Long> covered = people.getOrDefault(said, List.of());
      boolean several = covered.size() > 1;
      Entry own =
          Entry.of(said, said.phone(), covered.size() == 1 ? covered.get(0) : null, here, several);
      // Known already: it covered the phones listed then, and none listed since (O6).
      if (!known.add(own)) {
        continue;
      }
      entries.add(own);
      for (Long person : covered) {
        for (PhoneNumber number : phones.getOrDefault(person, List.of())) {
          Entry other = Entry.of(said, number, person, here, several);
          if (known.add(other)) {
            entries.add(other);
          }
        }
      }
    }
    table.add(entries, clock);
  }

  /** Turns on the phone that was replied from, and no other (I1). */
  public void optIn(List<OptIn> optIns) {
    table.takeTurn();
    Map<PhoneNumber, List<ConsentEvent>> events =
        table.events(optIns.stream().map(OptIn::phone).toList());
    Known known = new Known(events);
    List<Entry> entries = new ArrayList<>();
    List<OptIn> unheeded = new ArrayList<>();
    Instant now = clock.instant();
    for (OptIn said : optIns) {
      List<ConsentEvent> before = events.computeIfAbsent(said.phone(), number -> new ArrayList<>());
      Entry entry = Entry.of(said, afterWrong(before, times.ofSaid(said.occurredAt()), now));
      if (said.onlyIfDisabled()
          && StatusProjection.statusBefore(entry.asEvent(entries.size()), before)
              != SmsStatus.DISABLED) {
        unheeded.add(said);
      } else if (known.add(entry)) {
        entries.add(entry);
        before.add(entry.asEvent(entries.size()));
      }
    }
    table.add(entries, clock);
    pairs.lift(unheeded, events);
  }

  /** What this machine's clock shows to be still to come a wrong clock recorded: it came before. */
  private static Instant afterWrong(List<ConsentEvent> before, Instant here, Instant now) {
    return FileRule.afterAll(
        before.stream().filter(event -> !event.isSaid() && event.here().isAfter(now)).toList(),
        here);
  }

  /**
   * Judges a consent file's rows without recording anything; what the person said stands (L4).
   *
   * @return for each row why it is refused, null where it would be taken; in the rows' order
   */
  public List<@Nullable FileRefusal> judge(List<FileRow> rows) {
    return judged(rows, rule(rows, clock.instant()));
  }

  /**
   * Records a consent file's rows; those that are refused are left out, those that change nothing
   * are no event.
   *
   * @param takenAt when the file was taken
   * @return for each row, in the rows' order
   */
  public List<FileResult> record(List<FileRow> rows, Instant takenAt) {
    table.takeTurn();
    FileRule rule = rule(rows, takenAt);
    List<FileResult> results = notes.judged(rows, rule);
    List<PhoneNumber> accepted = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (results.get(i).refusal() == null) {
        accepted.add(rows.get(i).phone());
      }
    }
    table.addPhones(accepted);
    table.add(rule.taken(), clock);
    return results;
  }

  /** The senders the gateway refuses for this phone, longest first (O8). */
  public List<PhoneNumber> refusedSenders(PhoneNumber phone) {
    return refusedSenders(List.of(phone)).getOrDefault(phone, List.of());
  }

  /** The same for many phones; one without refused senders is left out. */
  public Map<PhoneNumber, List<PhoneNumber>> refusedSenders(Collection<PhoneNumber> phones) {
    return pairs.refused(phones);
  }

  /** Covers phones listed after their person's opt-out, where so configured (O6). */
  public void coverNewPhones(Instant now) {
    if (!properties.newPhoneInherits()) {
      return;
    }
    table.takeTurn();
    for (List<Entry> found = newPhones.uncovered();
        !found.isEmpty();
        found = newPhones.uncovered()) {
      Set<PhoneNumber> covered = new HashSet<>();
      table.add(found.stream().filter(entry -> covered.add(entry.number())).toList(), () -> now);
    }
  }

  /**
   * Replays the whole ledger, page by page, and tells each phone whose status differs (E1).
   *
   * @return how many phones there are
   */
  public long replay(Consumer<Difference> differs) {
    long phones = 0;
    for (Map<PhoneNumber, SmsStatus> page = stored("");
        !page.isEmpty();
        page = stored(page.keySet().stream().max(PhoneNumber::compareTo).orElseThrow().e164())) {
      phones += page.size();
      Map<PhoneNumber, List<ConsentEvent>> events = table.events(page.keySet());
      page.forEach(
          (phone, status) -> {
            SmsStatus replayed = StatusProjection.status(events.getOrDefault(phone, List.of()));
            if (replayed != status) {
              differs.accept(new Difference(phone, status, replayed));
            }
          });
    }
    return phones;
  }

  private Map<PhoneNumber, SmsStatus> stored(String after) {
    Map<PhoneNumber, SmsStatus> page = new HashMap<>();
    jdbc.sql(STORED)
        .param("after", after)
        .query(
            row -> {
              page.put(
                  new PhoneNumber(row.getString("number")),
                  SmsStatus.valueOf(row.getString("sms_status")));
            });
    return page;
  }

  private Map<Long, List<PhoneNumber>> listings(Collection<Long> people) {
    Map<Long, List<PhoneNumber>> listings = new HashMap<>();
    Pages.each(
        people,
        page ->
            jdbc.sql(LISTINGS)
                .param("people", page)
                .query(
                    row -> {
                      listings
                          .computeIfAbsent(row.getLong("person_id"), key -> new ArrayList<>())
                          .add(new PhoneNumber(row.getString("number")));
                    }));
    return listings;
  }

  private FileRule rule(List<FileRow> rows, Instant takenAt) {
    return new FileRule(
        table.events(rows.stream().map(FileRow::phone).toList()), takenAt, institution.zone());
  }

  static List<@Nullable FileRefusal> judged(List<FileRow> rows, FileRule rule) {
    List<@Nullable FileRefusal> verdicts = new ArrayList<>();
    rows.forEach(row -> verdicts.add(rule.judge(row).refusal()));
    return verdicts;
  }
}
