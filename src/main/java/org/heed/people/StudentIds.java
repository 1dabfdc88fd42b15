package org.heed.people;

import java.text.Normalizer;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.heed.csv.RowProblem;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Tells ids that a spreadsheet has changed: one that lost its zeros, or gained an apostrophe, a
 * ".0", a space or an invisible mark, is no other person's.
 */
@Component
public class StudentIds {
  private static final Pattern MARKS =
      Pattern.compile("[\\p{Cf}\\p{Cc}\\p{Z}\\s'\"`\u00B4=\u2018\u2019]");
  private static final Pattern DECIMALS = Pattern.compile("(\\d)[.,]0+$");
  private static final Pattern ZEROS = Pattern.compile("^0+(?=.)");
  private static final Pattern SHORTENED =
      Pattern.compile("\\d+(?:[.,]\\d*[eE][+-]?|[eE][+-])\\d+");
  private static final String KNOWN =
      """
      select id_key, min(student_id) from person where id_key in (:keys) and id <= :highest
      group by id_key
      """;

  private final NamedParameterJdbcTemplate named;

  StudentIds(JdbcTemplate jdbc) {
    this.named = new NamedParameterJdbcTemplate(jdbc);
  }

  /** What alike ids have in common. */
  public static @Nullable String key(@Nullable String id) {
    if (id == null) {
      return null;
    }
    String plain = MARKS.matcher(Normalizer.normalize(id, Normalizer.Form.NFKC)).replaceAll("");
    plain = DECIMALS.matcher(plain).replaceFirst("$1");
    String key = ZEROS.matcher(plain).replaceFirst("").toLowerCase(Locale.ROOT);
    return key.length() > 64 ? key.substring(0, 64) : key;
  }

  /** Refuses what is left of an id as a number: {@code 9.01E+08}. */
  public static void check(String id) throws RowProblem {
    if (SHORTENED.matcher(MARKS.matcher(id).replaceAll("")).matches()) {
      throw new RowProblem("student_id", id, Phrases.of("row.id.shortened"));
    }
  }

  /**
   * For ids that nobody has, the known one that is alike; those that are like none are left out.
   *
   * @param highest the highest person that counts as known: those of the same file do not
   */
  public Map<String, String> alike(Collection<String> ids, long highest) {
    Map<String, String> known = new HashMap<>();
    Set<String> keys = new HashSet<>();
    ids.forEach(id -> keys.add(key(id)));
    if (highest > 0) {
      People.pages(
          keys,
          page ->
              named.query(
                  KNOWN,
                  Map.of("keys", page, "highest", highest),
                  (RowCallbackHandler) row -> known.put(row.getString(1), row.getString(2))));
    }
    Map<String, String> alike = new HashMap<>();
    for (String id : List.copyOf(ids)) {
      String found = known.get(key(id));
      if (found != null && !found.equals(id)) {
        alike.put(id, found);
      }
    }
    return alike;
  }

  public static RowProblem mistaken(String id, String known) {
    return new RowProblem("student_id", id, Phrases.of("row.id.mistaken", known, known));
  }
}
