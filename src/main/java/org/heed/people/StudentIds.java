package org.heed.people;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.heed.address.PhoneNumber;
import org.heed.csv.RowProblem;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Tells ids that are a known one written otherwise: one that lost its zeros, or gained an
 * apostrophe, a ".0", a comma, a space or an invisible mark, is no other person's; nor is one that
 * differs by letters or marks around the same digits and comes with that person's phone or email.
 */
@Component
public class StudentIds {
  private static final String KNOWN =
      """
      select id_key, id, student_id, email from person where id_key in (:keys) and id <= :highest
      order by id
      """;

  /**
   * An id as a row has it, and what stands beside it.
   *
   * @param alone whether it is enough that it may be a known one: the row says off
   */
  public record Written(
      String id, Collection<PhoneNumber> phones, @Nullable String email, boolean alone) {

    public Written(String id, Collection<PhoneNumber> phones, @Nullable String email) {
      this(id, phones, email, false);
    }
  }

  /**
   * Tells, for ids that nobody has, the known ones that are meant; at least one, of those like any.
   */
  @FunctionalInterface
  public interface Alike {
    Map<String, List<String>> of(Collection<Written> ids);
  }

  private final NamedParameterJdbcTemplate named;
  private final Listings listings;

  StudentIds(JdbcTemplate jdbc) {
    this.named = new NamedParameterJdbcTemplate(jdbc);
    this.listings = new Listings(jdbc);
  }

  /** What ids have in common that may be one. */
  public static @Nullable String key(@Nullable String id) {
    return id == null ? null : WrittenId.key(id);
  }

  /** Refuses what is left of an id as a number: {@code 9.01E+08}. */
  public static void check(String id) throws RowProblem {
    if (WrittenId.isShortened(id)) {
      throw new RowProblem("student_id", id, Phrases.of("row.id.shortened"));
    }
  }

  /**
   * For ids that nobody has, the known ones that are meant; those that are like none are left out.
   *
   * @param highest the highest person that counts as known: those of the same file do not
   */
  public Map<String, List<String>> alike(Collection<Written> ids, long highest) {
    if (ids.isEmpty() || highest <= 0) {
      return Map.of();
    }
    Map<String, List<People.Person>> known = known(ids, highest);
    Map<String, List<String>> alike = new HashMap<>();
    Map<Written, List<People.Person>> perhaps = new HashMap<>();
    for (Written written : ids) {
      String id = written.id();
      for (String key : keys(written)) {
        for (People.Person person : known.getOrDefault(key, List.of())) {
          if (WrittenId.isSame(id, id(person))) {
            add(alike, id, person);
          } else if (WrittenId.mayBe(id, id(person))) {
            perhaps.computeIfAbsent(written, like -> new ArrayList<>()).add(person);
          }
        }
      }
    }
    perhaps.keySet().removeIf(written -> alike.containsKey(written.id()));
    Map<Long, Map<PhoneNumber, Listing>> listed =
        listings.of(
            perhaps.values().stream().flatMap(Collection::stream).map(People.Person::id).toList());
    perhaps.forEach(
        (written, people) ->
            people.stream()
                .filter(
                    person ->
                        reaches(
                            written, person, listed.getOrDefault(person.id(), Map.of()).keySet()))
                .forEach(person -> add(alike, written.id(), person)));
    return alike;
  }

  /** What says off is looked for part by part: what no part is known by is told. */
  private static Set<String> keys(Written written) {
    Set<String> keys = WrittenId.keys(written.id());
    if (!written.alone()) {
      keys.addAll(WrittenId.parts(written.id()));
    }
    return keys;
  }

  private static void add(Map<String, List<String>> alike, String id, People.Person person) {
    List<String> ids = alike.computeIfAbsent(id, key -> new ArrayList<>());
    if (!ids.contains(id(person))) {
      ids.add(id(person));
    }
  }

  private Map<String, List<People.Person>> known(Collection<Written> ids, long highest) {
    Set<String> keys = ids.stream().flatMap(id -> keys(id).stream()).collect(Collectors.toSet());
    Map<String, List<People.Person>> known = new HashMap<>();
    People.pages(
        keys,
        page ->
            named.query(
                KNOWN,
                Map.of("keys", page, "highest", highest),
                (RowCallbackHandler)
                    row ->
                        known
                            .computeIfAbsent(row.getString(1), key -> new ArrayList<>())
                            .add(
                                new People.Person(
                                    row.getLong(2),
                                    row.getString(3),
                                    null,
                                    null,
                                    row.getString(4)))));
    return known;
  }

  private static String id(People.Person person) {
    return Objects.requireNonNullElse(person.studentId(), "");
  }

  private static boolean reaches(
      Written written, People.Person person, Collection<PhoneNumber> phones) {
    return written.alone()
        || written.phones().stream().anyMatch(phones::contains)
        || (written.email() != null && written.email().equalsIgnoreCase(person.email()));
  }

  public static RowProblem mistaken(String id, String known) {
    return new RowProblem("student_id", id, Phrases.of("row.id.mistaken", known, known));
  }
}
