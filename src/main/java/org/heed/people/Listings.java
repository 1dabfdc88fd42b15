package org.heed.people;

import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** The phones that are listed for people, and that were: the statements about them, in groups. */
final class Listings {
  // Thousands may list a dummy: of its students two are enough to know. Whoever was known by the
  // number only may have given it up when a student had it since.
  private static final String STUDENT =
      """
      (select l.person_id from listing l join person p on p.id = l.person_id
        where l.number = f.number and p.student_id is not null
      """;
  static final String WHOSE =
      "select f.number,"
          + STUDENT
          + "fetch first 1 row only),"
          + STUDENT
          + """
            offset 1 row fetch first 1 row only),
            (select min(p.id) from person p
              join listing l on l.person_id = p.id and l.number || '' = p.known_by
              where p.known_by = f.number and (
                select q.id from former_listing e join person q on q.id = e.person_id
                where e.number = l.number and e.ended_at > l.listed_at and q.student_id is not null
                fetch first 1 row only) is null),
            (select min(p.id) from person p where p.known_by = f.number and p.email is null
              and p.first_name is null and p.last_name is null)
          from phone f where f.number in (:keys) and (
            select l.person_id from listing l where l.number = f.number fetch first 1 row only)
            is not null
          """;
  // By the person, never by the number: that index leads through all who list a dummy.
  private static final String PLACES =
      """
      select person_id, number from listing
      where person_id in (:people) and number || '' in (:numbers)
      """;
  private static final String LISTED =
      """
      select person_id, number, phone_type, position from listing where person_id in (:keys)
      order by person_id, position, number
      """;
  private static final String PHONES = "select number from phone where number in (:keys)";
  private static final String ADD_LISTING =
      """
      insert into listing (person_id, number, phone_type, position, listed_by, listed_at)
      values (?, ?, ?, ?, ?, ?)
      """;
  private static final String CHANGE_LISTING =
      "update listing set phone_type = ?, position = ? where person_id = ? and number || '' = ?";
  private static final String KEEP_FORMER =
      """
      insert into former_listing (person_id, number, phone_type, listed_at, listed_by, ended_at,
        ended_by)
      select person_id, number, phone_type, listed_at, listed_by, ?, ? from listing
      where person_id = ? and number || '' = ?
      """;
  private static final String REMOVE_LISTING =
      "delete from listing where person_id = ? and number || '' = ?";

  private final JdbcTemplate jdbc;
  private final NamedParameterJdbcTemplate named;

  Listings(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    this.named = new NamedParameterJdbcTemplate(jdbc);
  }

  /** Of each phone that is listed, who lists it. */
  Map<PhoneNumber, Whose> whose(Collection<PhoneNumber> phones) {
    Map<PhoneNumber, Whose> found = new HashMap<>();
    People.pages(
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
                                row.getObject(2, Long.class),
                                row.getObject(3) != null,
                                row.getObject(4, Long.class),
                                row.getObject(5, Long.class)))));
    return found;
  }

  /** Those of these places where the phone is listed for the person already. */
  Set<Listing.Place> listed(Collection<Listing.Place> places) {
    Set<Listing.Place> found = new HashSet<>();
    People.pages(
        places,
        page ->
            named.query(
                PLACES,
                Map.of(
                    "people", page.stream().map(Listing.Place::personId).distinct().toList(),
                    "numbers",
                        page.stream().map(place -> place.number().e164()).distinct().toList()),
                (RowCallbackHandler)
                    row ->
                        found.add(
                            new Listing.Place(row.getLong(1), new PhoneNumber(row.getString(2))))));
    return found;
  }

  Map<Long, Map<PhoneNumber, Listing>> of(Collection<Long> people) {
    Map<Long, Map<PhoneNumber, Listing>> found = new HashMap<>();
    People.pages(
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

  /** Lists phones for people; they and the phones are known. */
  void add(Collection<Listing> listings, OffsetDateTime now) {
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
  Set<PhoneNumber> addPhones(Set<PhoneNumber> phones) {
    Set<PhoneNumber> known = new HashSet<>();
    People.pages(
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

  void change(Collection<Listing> listings) {
    jdbc.batchUpdate(
        CHANGE_LISTING,
        listings.stream()
            .map(l -> new Object[] {l.type().name(), l.position(), l.personId(), l.number().e164()})
            .toList());
  }

  /** Takes phones off people; when they were listed, and what for, is kept. */
  void end(Collection<Listing> listings, OffsetDateTime now) {
    jdbc.batchUpdate(
        KEEP_FORMER,
        listings.stream()
            .map(l -> new Object[] {now, l.by(), l.personId(), l.number().e164()})
            .toList());
    jdbc.batchUpdate(
        REMOVE_LISTING,
        listings.stream().map(l -> new Object[] {l.personId(), l.number().e164()}).toList());
  }
}
