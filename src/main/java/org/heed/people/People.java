package org.heed.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.heed.address.PhoneNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** The people there are and the phones listed for them, in groups. */
@Component
public class People {
  /** A person; {@code studentId} null: known by a phone only. */
  public record Person(
      long id,
      @Nullable String studentId,
      @Nullable String firstName,
      @Nullable String lastName,
      @Nullable String email) {

    /** Nobody in particular: stands for a number that several people share. */
    public static Person nobody() {
      return new Person(0, null, null, null, null);
    }

    boolean isNobody() {
      return equals(nobody().withId(id));
    }

    public Person withId(long other) {
      return new Person(other, studentId, firstName, lastName, email);
    }
  }

  private static final int PAGE = 500;
  private static final String BY_STUDENT =
      "select id, student_id, first_name, last_name, email from person where student_id in (:keys)";
  private static final String BY_ID =
      "select id, student_id, first_name, last_name, email from person where id in (:keys)";
  private static final String NOT_TEXTED =
      """
      select number from phone where number in (:keys)
        and (sms_status = 'DISABLED' or held is not null or not_textable_code is not null)
      """;
  private static final String ADD_PERSON =
      """
      insert into person (id, student_id, id_key, known_by, first_name, last_name, email, lane,
        added_at)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String CHANGE_PERSON =
      "update person set first_name = ?, last_name = ?, email = ? where id = ?";

  private final JdbcTemplate jdbc;
  private final NamedParameterJdbcTemplate named;
  private final Lanes lanes;
  private final Listings listings;

  People(JdbcTemplate jdbc, Lanes lanes) {
    this.jdbc = jdbc;
    this.lanes = lanes;
    this.listings = new Listings(jdbc);
    this.named = new NamedParameterJdbcTemplate(jdbc);
  }

  public long highestId() {
    Long id = jdbc.queryForObject("select max(id) from person", Long.class);
    return id == null ? 0 : id;
  }

  public Map<String, Person> byStudentId(Collection<String> ids) {
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

  public Map<Long, Person> byId(Collection<Long> ids) {
    Map<Long, Person> people = new HashMap<>();
    pages(
        ids,
        page ->
            named.query(
                BY_ID,
                Map.of("keys", page),
                (RowCallbackHandler) row -> people.put(row.getLong("id"), person(row))));
    return people;
  }

  /** Of each phone that is listed, who lists it. */
  public Map<PhoneNumber, Whose> whose(Collection<PhoneNumber> phones) {
    return listings.whose(phones);
  }

  /** Those of these places where the phone is listed for the person already. */
  public Set<Listing.Place> listed(Collection<Listing.Place> places) {
    return listings.listed(places);
  }

  public Map<Long, Map<PhoneNumber, Listing>> listings(Collection<Long> people) {
    return listings.of(people);
  }

  /** Those of these phones that get no text as things stand: off, held, or no mobile. */
  public Set<PhoneNumber> notTexted(Collection<PhoneNumber> phones) {
    Set<PhoneNumber> found = new HashSet<>();
    pages(
        phones.stream().map(PhoneNumber::e164).toList(),
        page ->
            named.query(
                NOT_TEXTED,
                Map.of("keys", page),
                (RowCallbackHandler) row -> found.add(new PhoneNumber(row.getString(1)))));
    return found;
  }

  /** Adds people, and lists phones for them or for others, with the lanes this makes. */
  public void add(Collection<Person> people, Collection<Listing> listings, OffsetDateTime now) {
    Set<PhoneNumber> known =
        this.listings.addPhones(listings.stream().map(Listing::number).collect(Collectors.toSet()));
    Map<Long, Long> lane =
        lanes.merge(listings, known, people.stream().map(Person::id).collect(Collectors.toSet()));
    Map<Long, String> number = new HashMap<>();
    listings.forEach(listing -> number.put(listing.personId(), listing.number().e164()));
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Person p : people) {
      rows.add(
          new @Nullable Object[] {
            p.id(),
            p.studentId(),
            StudentIds.key(p.studentId()),
            p.studentId() == null ? number.get(p.id()) : null,
            p.firstName(),
            p.lastName(),
            p.email(),
            lane.get(p.id()),
            now
          });
    }
    jdbc.batchUpdate(ADD_PERSON, rows);
    this.listings.add(listings, now);
  }

  public void change(Collection<Person> people) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Person p : people) {
      rows.add(new @Nullable Object[] {p.firstName(), p.lastName(), p.email(), p.id()});
    }
    jdbc.batchUpdate(CHANGE_PERSON, rows);
  }

  public void relist(Collection<Listing> changed) {
    listings.change(changed);
  }

  /** Takes phones off people; when they were listed, and what for, is kept. */
  public void unlist(Collection<Listing> ended, OffsetDateTime now) {
    listings.end(ended, now);
  }

  /** Keys in groups that one statement takes. */
  public static <K> void pages(Collection<K> keys, Consumer<List<K>> work) {
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
