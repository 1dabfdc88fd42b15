package org.heed.consent;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneType;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The phones people list, with what may be done with them. */
@Component
public class PhoneBook {
  /**
   * Why the phone f is held: for a reply of its own, or of somebody who lists it; null: it is not.
   */
  public static final String HELD =
      """
      coalesce(f.held, case when f.number in (select l.number from review r
        join hold_fact h on h.review_id = r.id join listing l on l.person_id = h.person_id
        where r.hold_state = 'HOLD' and h.fact = 'HOLD') then 'NO_MORE' end)
      """;

  private static final String LISTED =
      """
      select l.person_id, l.number, l.phone_type, f.sms_status, f.not_textable_code, f.basis_by,
        case when e.person_id <> l.person_id or e.evidence like '%s' then 1 else 0 end as by_other,
      """
              .formatted(StaffEvidence.OF_WRONG_NUMBER)
          + HELD
          + """
           as held
          from listing l join phone f on f.number = l.number
          left join consent_event e on e.id = f.decided_by
          where l.person_id in (:people) order by l.person_id, l.position, l.number
          """;
  private static final String NUMBERS =
      """
      select f.number, 'Other' as phone_type, f.sms_status, f.not_textable_code, f.basis_by, 0 as by_other,
      """
          + HELD
          + """
           as held
          from phone f where f.number in (:numbers)
          """;
  private static final String HELD_PEOPLE =
      "select id from person where id in (:people) and held is not null";
  // By a join, for HSQLDB makes a table of each subquery; and not by the index over student ids:
  // it would go through all who have none.
  private static final String NOBODIES =
      """
      select p.id from person p
        join listing l on l.person_id = p.id
        join listing o on o.number = l.number and o.person_id <> l.person_id
        join person q on q.id = o.person_id
      where p.id in (:people) and coalesce(p.student_id, '') = ''
        and coalesce(q.student_id, '') <> ''
      group by p.id, l.number having count(*) > 1
      """;

  private final JdbcClient jdbc;

  PhoneBook(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Each person's phones in listing order; a person without phones is left out. */
  public Map<Long, List<Candidate>> listed(Collection<Long> personIds) {
    Map<Long, List<Candidate>> listed = new HashMap<>();
    Pages.each(
        personIds,
        page ->
            jdbc.sql(LISTED)
                .param("people", page)
                .query(
                    row -> {
                      listed
                          .computeIfAbsent(row.getLong("person_id"), id -> new ArrayList<>())
                          .add(candidate(row));
                    }));
    return listed;
  }

  /** The phones of these numbers, as type Other; a number Heed does not know is left out. */
  public Map<PhoneNumber, Candidate> numbers(Collection<PhoneNumber> numbers) {
    Map<PhoneNumber, Candidate> known = new HashMap<>();
    Pages.eachOfNumbers(
        numbers,
        page ->
            jdbc.sql(NUMBERS)
                .param("numbers", page)
                .query((row, index) -> candidate(row))
                .list()
                .forEach(phone -> known.put(phone.number(), phone)));
    return known;
  }

  /** Which of these people are held, with every phone a message to them may name (L3). */
  public Set<Long> held(Collection<Long> personIds) {
    Set<Long> held = new HashSet<>();
    Pages.each(
        personIds,
        page -> held.addAll(jdbc.sql(HELD_PEOPLE).param("people", page).query(Long.class).list()));
    return held;
  }

  /** Which of these stand for a number that several people share, and for none of them. */
  public Set<Long> nobodies(Collection<Long> personIds) {
    Set<Long> nobodies = new HashSet<>();
    Pages.each(
        personIds,
        page -> nobodies.addAll(jdbc.sql(NOBODIES).param("people", page).query(Long.class).list()));
    return nobodies;
  }

  private static Candidate candidate(ResultSet row) throws SQLException {
    return new Candidate(
        new PhoneNumber(row.getString("number")),
        PhoneType.valueOf(row.getString("phone_type").strip()),
        SmsStatus.valueOf(row.getString("sms_status")),
        row.getObject("not_textable_code") == null,
        row.getInt("by_other") == 1,
        refusal(row.getString("held")),
        row.getObject("basis_by", Long.class));
  }

  /** As it is stored; null: none. */
  public static @Nullable Refusal refusal(@Nullable String held) {
    return held == null ? null : Refusal.valueOf(held.strip());
  }
}
