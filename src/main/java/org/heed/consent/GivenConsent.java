package org.heed.consent;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.heed.address.Institution;
import org.heed.consent.FileRefusal.Cause;
import org.heed.words.Phrases;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The consent that a file of people tells of, with on what it rests (E4). It never undoes an
 * opt-out: it is for no phone that is off, nor for another phone of whoever has, or had, one that
 * is.
 */
@Component
public class GivenConsent {
  private static final String OFF =
      """
      select l.person_id from listing l join phone f on f.number = l.number
      where l.person_id in (:people) and f.sms_status = 'DISABLED'
      union
      select l.person_id from former_listing l join phone f on f.number = l.number
      where l.person_id in (:people) and f.sms_status = 'DISABLED'
      """;

  private final JdbcClient jdbc;
  private final LedgerTable table;
  private final Institution institution;
  private final Clock clock;

  GivenConsent(JdbcTemplate template, LedgerTable table, Institution institution, Clock clock) {
    this.jdbc = JdbcClient.create(template);
    this.table = table;
    this.institution = institution;
    this.clock = clock;
  }

  /** Waits until nobody else writes consent; before anything is written beside it. */
  public void takeTurn() {
    table.takeTurn();
  }

  /**
   * Records it in the caller's transaction, who has the turn; what is known already is no event.
   *
   * @param rows ENABLED, each with a person and a basis
   * @param takenAt when the file was taken
   * @return for each row, in the rows' order
   */
  public List<FileResult> record(List<FileRow> rows, Instant takenAt) {
    Set<Long> off = off(rows.stream().map(FileRow::personId).filter(Objects::nonNull).toList());
    FileRule rule =
        new FileRule(
            table.events(rows.stream().map(FileRow::phone).toList()), takenAt, institution.zone());
    List<FileResult> results =
        rows.stream()
            .map(
                row ->
                    off.contains(row.personId())
                        ? FileRule.refused(Cause.OPT_OUT, Phrases.of("basis.person.off"))
                        : rule.give(row))
            .toList();
    table.add(rule.taken(), clock);
    return results;
  }

  private Set<Long> off(Collection<Long> people) {
    Set<Long> off = new HashSet<>();
    Pages.each(
        people, page -> off.addAll(jdbc.sql(OFF).param("people", page).query(Long.class).list()));
    return off;
  }
}
