package org.heed.desk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.heed.address.ConfigurationProblem;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneNumbers;
import org.heed.words.Phrases;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Finds people by what staff have at hand: a student id, a phone, an email address. */
@Component
public class Finder {
  private static final String PERSON =
      "select p.id, p.student_id, p.first_name, p.last_name, p.email from person p ";
  private static final String BY_STUDENT_ID = PERSON + "where p.student_id = ?";
  private static final String BY_EMAIL = PERSON + "where lower(p.email) = lower(?) order by p.id";
  private static final String BY_PHONE =
      PERSON + "join listing l on l.person_id = p.id where l.number = ? order by p.id";
  private static final String KNOWN = "select number from phone where number = ?";
  private static final String EVER_LISTED =
      """
      select number from (
        select number, 0 as former, position as place from listing where person_id = ?
        union all
        select number, 1 as former, min(id) as place from former_listing
        where person_id = ? and number not in (select number from listing where person_id = ?)
        group by number) l
      order by former, place, number
      """;
  private static final String LISTED =
      "select number from listing where person_id = ? order by position, number";

  private final JdbcTemplate jdbc;
  private final PhoneNumbers numbers;

  Finder(JdbcTemplate jdbc, PhoneNumbers numbers) {
    this.jdbc = jdbc;
    this.numbers = numbers;
  }

  /**
   * Who was found.
   *
   * @param people empty: nobody lists the phone any more
   * @param phone the phone that was asked for; null: a person was
   */
  public record Found(List<Person> people, @org.jspecify.annotations.Nullable PhoneNumber phone) {}

  /**
   * Finds by student id, else email, else phone in any spelling.
   *
   * @throws ConfigurationProblem when nobody is found
   */
  public Found find(String text) {
    Found found = findOrPhone(text);
    PhoneNumber phone = found.phone();
    if (phone == null
        || !found.people().isEmpty()
        || !jdbc.queryForList(KNOWN, String.class, phone.e164()).isEmpty()) {
      return found;
    }
    throw unknown(text);
  }

  /**
   * The same; a phone that nobody ever listed is found too.
   *
   * @throws ConfigurationProblem when nobody is found and the text is no phone
   */
  public Found findOrPhone(String text) {
    List<Person> people = jdbc.query(BY_STUDENT_ID, Finder::person, text.strip());
    if (people.isEmpty() && text.contains("@")) {
      people = jdbc.query(BY_EMAIL, Finder::person, text.strip());
    }
    if (!people.isEmpty()) {
      return new Found(people, null);
    }
    PhoneNumber phone = text.contains("@") ? null : numbers.read(text).number();
    if (phone == null) {
      throw unknown(text);
    }
    return new Found(jdbc.query(BY_PHONE, Finder::person, phone.e164()), phone);
  }

  private static ConfigurationProblem unknown(String text) {
    return new ConfigurationProblem(Phrases.of("person.unknown", text));
  }

  /** The phones listed for a person, in listing order. */
  public List<PhoneNumber> phones(Person person) {
    return jdbc.queryForList(LISTED, String.class, person.id()).stream()
        .map(PhoneNumber::new)
        .toList();
  }

  /** The phones listed for a person now, in listing order, and those that were once. */
  public List<PhoneNumber> phonesEver(Person person) {
    return jdbc
        .queryForList(EVER_LISTED, String.class, person.id(), person.id(), person.id())
        .stream()
        .map(PhoneNumber::new)
        .toList();
  }

  static Person person(ResultSet row, int n) throws SQLException {
    return new Person(
        row.getLong("id"),
        row.getString("student_id"),
        row.getString("first_name"),
        row.getString("last_name"),
        row.getString("email"));
  }
}
