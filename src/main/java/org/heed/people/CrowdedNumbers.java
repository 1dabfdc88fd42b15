package org.heed.people;

import java.util.ArrayList;
import java.util.List;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneNumbers;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;

/**
 * Numbers that several people list; that very many do by one file is mostly one that stands for
 * none.
 */
@Component
public class CrowdedNumbers {
  private static final String LISTED =
      """
      select c.number, (select count(*) from listing l where l.number = c.number) as people
      from crowded c where c.file_id = ? order by c.number limit 5
      """;
  // Once for each number: rows may name one that thousands list or have listed.
  static final String SHARED =
      """
      select coalesce(sum(n.messages), 0) from (
        select m.named_number as number, count(*) as messages
        from campaign c join message m on m.campaign_id = c.id join person p on p.id = m.person_id
        where c.file_id = ? and p.student_id is null and m.named_number is not null
        group by m.named_number) n
      where (
        select o.person_id from listing o join person q on q.id = o.person_id
        where o.number = n.number and q.student_id is not null
        offset 1 row fetch first 1 row only) is not null
      """;

  private final JdbcTemplate jdbc;
  private final PhoneNumbers numbers;

  CrowdedNumbers(JdbcTemplate jdbc, PhoneNumbers numbers) {
    this.jdbc = jdbc;
    this.numbers = numbers;
  }

  public void note(long fileId, List<PhoneNumber> found) {
    jdbc.batchUpdate(
        "insert into crowded (file_id, number) values (?, ?)",
        found.stream().map(number -> new Object[] {fileId, number.e164()}).toList());
  }

  /** What to say of them; null: nothing. */
  public @Nullable String told(long fileId) {
    List<String> listed = new ArrayList<>();
    jdbc.query(
        LISTED,
        (RowCallbackHandler)
            row -> {
              long people = row.getLong("people");
              if (people >= Crowds.MANY) {
                PhoneNumber number = new PhoneNumber(row.getString("number"));
                listed.add(Phrases.of("people.crowded.number", numbers.national(number), people));
              }
            },
        fileId);
    return listed.isEmpty() ? null : Phrases.of("people.crowded", String.join("; ", listed));
  }

  /** How many queued rows of a file name a phone that several students list, and no student. */
  public long shared(long fileId) {
    Long rows = jdbc.queryForObject(SHARED, Long.class, fileId);
    return rows == null ? 0 : rows;
  }
}
