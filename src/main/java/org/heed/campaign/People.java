package org.heed.campaign;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneType;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** The people there are and the phones listed for them, in groups. */
@Component
class People {
  /** A person; {@code studentId} null: known by a phone only. */
  record Person(
      long id,
      @Nullable String studentId,
      @Nullable String firstName,
      @Nullable String lastName,
      @Nullable String email) {}

  /** One phone listed for a person. */
  record Listing(long personId, PhoneNumber number, PhoneType type, int position) {}

  private static final int PAGE = 500;
  private static final String BY_STUDENT =
      "select id, student_id, first_name, last_name, email from person where student_id in (:keys)";
  private static final String BY_PHONE =
      """
      select l.number, p.id, p.student_id, p.first_name, p.last_name, p.email
      from listing l join person p on p.id = l.person_id where l.number in (:keys)
      order by case when p.student_id is null then 1 else 0 end, p.id
      """;
  private static final String LISTED =
      """
      select person_id, number, phone_type, position from listing where person_id in (:keys)
      order by person_id, position, number
      """;
  private static final String PHONES = "select number from phone where number in (:keys)";
  private static final String ADD_PERSON =
      """
      insert into person (id, student_id, first_name, last_name, email, lane, added_at)
      values (?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String CHANGE_PERSON =
      "update person set first_name = ?, last_name = ?, email = ? where id = ?";
  private static final String ADD_LISTING =
      """
      insert into listing (person_id, number, phone_type, position, listed_at)
      values (?, ?, ?, ?, ?)
      """;
  private static final String CHANGE_LISTING =
      "update listing set phone_type = ?, position = ? where person_id = ? and number = ?";
  private static final String REMOVE_LISTING =
      "delete from listing where person_id = ? and number = ?";

  private final JdbcTemplate jdbc;
  private final NamedParameterJdbcTemplate named;

  People(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    this.named = new NamedParameterJdbcTemplate(jdbc);
  }

  long highestId() {
    Long id = jdbc.queryForObject("select coalesce(max(id), 0) from person", Long.class);
    return id == null ? 0 : id;
  }

  Map<String, Person> byStudentId(Collection<String> ids) {
    Map<String, Person> found = new HashMap<>();
    pages(
        ids,
        page ->
            named.query(
                BY_STUDENT,
                Map.of("keys", page),
                (RowCallbackHandler) row -> found.put(row.getString("student_id"), person(row))));
    return found;
  }

  /** The people each phone is listed for; those with a student id first. */
  Map<PhoneNumber, List<Person>> byPhone(Collection<PhoneNumber> phones) {
    Map<PhoneNumber, List<Person>> found = new HashMap<>();
    pages(
        numbers(phones),
        page ->
            named.query(
                BY_PHONE,
                Map.of("keys", page),
                (RowCallbackHandler)
                    row ->
                        found
                            .computeIfAbsent(
                                new PhoneNumber(row.getString("number")), key -> new ArrayList<>())
                            .add(person(row))));
    return found;
  }

  Map<Long, Map<PhoneNumber, Listing>> listings(Collection<Long> people) {
    Map<Long, Map<PhoneNumber, Listing>> found = new HashMap<>();
    pages(
        people,
        page ->
            named.query(
                LISTED,
                Map.of("keys", page),
                (RowCallbackHandler)
                    row -> {
                      Listing listing =
                          new Listing(
                              row.getLong(1),
                              new PhoneNumber(row.getString(2)),
                              PhoneType.valueOf(row.getString(3).strip()),
                              row.getInt(4));
                      found
                          .computeIfAbsent(listing.personId(), key -> new LinkedHashMap<>())
                          .put(listing.number(), listing);
                    }));
    return found;
  }

  /** Adds the numbers nobody has spoken of yet. */
  void addPhones(Collection<PhoneNumber> phones) {
    Set<String> missing = new HashSet<>(numbers(phones));
    pages(
        numbers(phones),
        page -> missing.removeAll(named.queryForList(PHONES, Map.of("keys", page), String.class)));
    jdbc.batchUpdate(
        "insert into phone (number) values (?)",
        missing.stream().sorted().map(number -> new Object[] {number}).toList());
  }

  void add(Collection<Person> people, OffsetDateTime now) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Person p : people) {
      rows.add(
          new @Nullable Object[] {
            p.id(), p.studentId(), p.firstName(), p.lastName(), p.email(), p.id(), now
          });
    }
    jdbc.batchUpdate(ADD_PERSON, rows);
  }

  void change(Collection<Person> people) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Person p : people) {
      rows.add(new @Nullable Object[] {p.firstName(), p.lastName(), p.email(), p.id()});
    }
    jdbc.batchUpdate(CHANGE_PERSON, rows);
  }

  void list(Collection<Listing> listings, OffsetDateTime now) {
    jdbc.batchUpdate(
        ADD_LISTING,
        listings.stream()
            .map(
                l ->
                    new Object[] {
                      l.personId(), l.number().e164(), l.type().name(), l.position(), now
                    })
            .toList());
  }

  void relist(Collection<Listing> listings) {
    jdbc.batchUpdate(
        CHANGE_LISTING,
        listings.stream()
            .map(l -> new Object[] {l.type().name(), l.position(), l.personId(), l.number().e164()})
            .toList());
  }

  void unlist(Collection<Listing> listings) {
    jdbc.batchUpdate(
        REMOVE_LISTING,
        listings.stream().map(l -> new Object[] {l.personId(), l.number().e164()}).toList());
  }

  private static List<String> numbers(Collection<PhoneNumber> phones) {
    return phones.stream().map(PhoneNumber::e164).toList();
  }

  private static <K> void pages(Collection<K> keys, Consumer<List<K>> work) {
    List<K> all = keys.stream().distinct().toList();
    for (int from = 0; from < all.size(); from += PAGE) {
      work.accept(all.subList(from, Math.min(from + PAGE, all.size())));
    }
  }

  private static Person person(ResultSet row) throws SQLException {
    return new Person(
        row.getLong("id"),
        row.getString("student_id"),
        row.getString("first_name"),
        row.getString("last_name"),
        row.getString("email"));
  }
}
