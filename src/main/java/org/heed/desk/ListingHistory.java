package org.heed.desk;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.heed.address.PhoneNumber;
import org.heed.address.Times;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** Which phone was listed for whom, from when until when, and which files said so (O6, O7, O10). */
@Component
public class ListingHistory {
  private static final String LISTINGS =
      """
      select l.number, l.phone_type, l.listed_at, l.listed_by, l.ended_at, l.ended_by,
        p.id, p.student_id, p.first_name, p.last_name, p.email
      from (
        select person_id, number, phone_type, listed_at, listed_by,
          cast(null as timestamp(6) with time zone) as ended_at,
          cast(null as varchar(300)) as ended_by
        from listing where person_id = :person or number in (:numbers)
        union all
        select person_id, number, phone_type, listed_at, listed_by, ended_at, ended_by
        from former_listing where person_id = :person or number in (:numbers)) l
      join person p on p.id = l.person_id
      order by l.listed_at, l.number, p.id
      """;

  private final NamedParameterJdbcTemplate jdbc;

  ListingHistory(JdbcTemplate jdbc) {
    this.jdbc = new NamedParameterJdbcTemplate(jdbc);
  }

  /**
   * One phone listed for one person.
   *
   * @param by the file and line that listed it
   * @param until null: it still is
   * @param endedBy the file and line that took it off
   */
  public record Listing(
      PhoneNumber phone,
      String type,
      Person person,
      Instant from,
      @Nullable String by,
      @Nullable Instant until,
      @Nullable String endedBy) {}

  /** Every listing of a person, and of these phones for anybody, in order of time. */
  List<Listing> of(@Nullable Person person, Collection<PhoneNumber> phones) {
    return jdbc.query(
        LISTINGS,
        Map.of(
            "person",
            person == null ? -1 : person.id(),
            "numbers",
            phones.isEmpty() ? List.of("") : phones.stream().map(PhoneNumber::e164).toList()),
        (row, n) -> {
          return new Listing(
              new PhoneNumber(row.getString("number")),
              row.getString("phone_type").strip(),
              Finder.person(row, n),
              Times.at(row, "listed_at"),
              row.getString("listed_by"),
              Times.atOrNull(row, "ended_at"),
              row.getString("ended_by"));
        });
  }

  /** The same for phones alone. */
  public List<Listing> of(Collection<PhoneNumber> phones) {
    return of(null, phones);
  }
}
