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
import java.util.stream.Collectors;
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
      @Nullable String email) {

    /** Nobody in particular: stands for a number that several people share. */
    static Person nobody() {
      return new Person(0, null, null, null, null);
    }

    Person withId(long other) {
      return new Person(other, studentId, firstName, lastName, email);
    }
  }

  /** A person and a phone. */
  record Place(long personId, PhoneNumber number) {}

  /**
   * One phone listed for a person.
   *
   * @param by the file and line that say so; of a listing that was read, empty
   */
  record Listing(long personId, PhoneNumber number, PhoneType type, int position, String by) {
    boolean sameAs(Listing other) {
      return type == other.type() && position == other.position();
    }
  }

  private static final int PAGE = 500;
  private static final String BY_STUDENT =
      "select id, student_id, first_name, last_name, email from person where student_id in (:keys)";
  private static final String BY_ID =
      "select id, student_id, first_name, last_name, email from person where id in (:keys)";
  private static final String WHOSE =
      """
      select l.number, count(p.student_id), min(case when p.student_id is not null then p.id end),
        min(case when p.student_id is null then p.id end),
        min(case when p.student_id is null and p.email is null and p.first_name is null
          and p.last_name is null then p.id end)
      from listing l join person p on p.id = l.person_id where l.number in (:keys)
      group by l.number
      """;
  private static final String PLACES =
      """
      select person_id, number from listing
      where person_id in (:people) and number in (:numbers)
      """;
  private static final String LISTED =
      """
      select person_id, number, phone_type, position from listing where person_id in (:keys)
      order by person_id, position, number
      """;
  private static final String NOT_TEXTED =
      """
      select number from phone where number in (:keys)
        and (sms_status = 'DISABLED' or held is not null or not_textable_code is not null)
      """;
  private static final String PHONES = "select number from phone where number in (:keys)";
  private static final String ADD_PERSON =
      """
      insert into person (id, student_id, id_key, first_name, last_name, email, lane, added_at)
      values (?, ?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String CHANGE_PERSON =
      "update person set first_name = ?, last_name = ?, email = ? where id = ?";
  private static final String ADD_LISTING =
      """
      insert into listing (person_id, number, phone_type, position, listed_by, listed_at)
      values (?, ?, ?, ?, ?, ?)
      """;
  private static final String CHANGE_LISTING =
      "update listing set phone_type = ?, position = ? where person_id = ? and number = ?";
  private static final String KEEP_FORMER =
      """
      insert into former_listing (person_id, number, phone_type, listed_at, listed_by, ended_at,
        ended_by)
      select person_id, number, phone_type, listed_at, listed_by, ?, ? from listing
      where person_id = ? and number = ?
      """;
  private static final String REMOVE_LISTING =
      "delete from listing where person_id = ? and number = ?";

  private final JdbcTemplate jdbc;
  private final NamedParameterJdbcTemplate named;
  private final Lanes lanes;

  People(JdbcTemplate jdbc, Lanes lanes) {
    this.jdbc = jdbc;
    this.lanes = lanes;
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

  Map<Long, Person> byId(Collection<Long> ids) {
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
  Map<PhoneNumber, Whose> whose(Collection<PhoneNumber> phones) {
    Map<PhoneNumber, Whose> found = new HashMap<>();
    pages(
        phones.stream().map(PhoneNumber::e164).toList(),
        page ->
            named.query(
                WHOSE,
                Map.of("keys", page),
                (RowCallbackHandler)
                    row ->
                        found.put(
                            new PhoneNumber(row.getString(1)),
                            new Whose(
                                row.getObject(3, Long.class),
                                row.getLong(2) > 1,
                                row.getObject(4, Long.class),
                                row.getObject(5, Long.class)))));
    return found;
  }

  /** Those of these phones that get no text as things stand: off, held, or no mobile. */
  Set<PhoneNumber> notTexted(Collection<PhoneNumber> phones) {
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

  /** Those of these places where the phone is listed for the person already. */
  Set<Place> listed(Collection<Place> places) {
    Set<Place> found = new HashSet<>();
    pages(
        places,
        page ->
            named.query(
                PLACES,
                Map.of(
                    "people", page.stream().map(Place::personId).distinct().toList(),
                    "numbers",
                        page.stream().map(place -> place.number().e164()).distinct().toList()),
                (RowCallbackHandler)
                    row ->
                        found.add(new Place(row.getLong(1), new PhoneNumber(row.getString(2))))));
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
                              row.getInt(4),
                              "");
                      found
                          .computeIfAbsent(listing.personId(), key -> new LinkedHashMap<>())
                          .put(listing.number(), listing);
                    }));
    return found;
  }

  /** Adds people, and lists phones for them or for others, with the lanes this makes. */
  void add(Collection<Person> people, Collection<Listing> listings, OffsetDateTime now) {
    Set<PhoneNumber> known =
        addPhones(listings.stream().map(Listing::number).collect(Collectors.toSet()));
    Map<Long, Long> lane =
        lanes.merge(listings, known, people.stream().map(Person::id).collect(Collectors.toSet()));
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Person p : people) {
      rows.add(
          new @Nullable Object[] {
            p.id(),
            p.studentId(),
            StudentIds.key(p.studentId()),
            p.firstName(),
            p.lastName(),
            p.email(),
            lane.get(p.id()),
            now
          });
    }
    jdbc.batchUpdate(ADD_PERSON, rows);
    jdbc.batchUpdate(
        ADD_LISTING,
        listings.stream()
            .map(
                l ->
                    new Object[] {
                      l.personId(), l.number().e164(), l.type().name(), l.position(), l.by(), now
                    })
            .toList());
  }

  /** Adds the numbers nobody has spoken of yet; the others. */
  private Set<PhoneNumber> addPhones(Set<PhoneNumber> phones) {
    Set<PhoneNumber> known = new HashSet<>();
    pages(
        phones.stream().map(PhoneNumber::e164).toList(),
        page ->
            named.query(
                PHONES,
                Map.of("keys", page),
                (RowCallbackHandler) row -> known.add(new PhoneNumber(row.getString(1)))));
    jdbc.batchUpdate(
        "insert into phone (number) values (?)",
        phones.stream()
            .filter(phone -> !known.contains(phone))
            .sorted()
            .map(phone -> new Object[] {phone.e164()})
            .toList());
    return known;
  }

  void change(Collection<Person> people) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Person p : people) {
      rows.add(new @Nullable Object[] {p.firstName(), p.lastName(), p.email(), p.id()});
    }
    jdbc.batchUpdate(CHANGE_PERSON, rows);
  }

  void relist(Collection<Listing> listings) {
    jdbc.batchUpdate(
        CHANGE_LISTING,
        listings.stream()
            .map(l -> new Object[] {l.type().name(), l.position(), l.personId(), l.number().e164()})
            .toList());
  }

  /** Takes phones off people; when they were listed, and what for, is kept. */
  void unlist(Collection<Listing> listings, OffsetDateTime now) {
    jdbc.batchUpdate(
        KEEP_FORMER,
        listings.stream()
            .map(l -> new Object[] {now, l.by(), l.personId(), l.number().e164()})
            .toList());
    jdbc.batchUpdate(
        REMOVE_LISTING,
        listings.stream().map(l -> new Object[] {l.personId(), l.number().e164()}).toList());
  }

  /** Keys in groups that one statement takes. */
  static <K> void pages(Collection<K> keys, Consumer<List<K>> work) {
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
