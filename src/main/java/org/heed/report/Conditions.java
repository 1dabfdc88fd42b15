package org.heed.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.heed.storage.Where;
import org.jspecify.annotations.Nullable;

/** Conditions that all have to hold. */
final class Conditions {
  private static final String STUDENT =
      """
      (%1$sperson_id in (select id from person where student_id = ?) or %1$snumber in (
        select number from listing where person_id in (select id from person where student_id = ?)
        union select number from former_listing
        where person_id in (select id from person where student_id = ?)))
      """;

  private final StringBuilder sql = new StringBuilder();
  private final List<Object> values = new ArrayList<>();

  void add(String condition, Object... given) {
    sql.append(" and ").append(condition);
    values.addAll(List.of(given));
  }

  void equal(String column, @Nullable Object value) {
    if (value != null) {
      add(column + " = ?", value);
    }
  }

  /** A code is one; anything else is looked for in its words. */
  void code(@Nullable String code) {
    if (code != null) {
      if (code.strip().matches("\\d{1,9}")) {
        equal("error_code", Integer.valueOf(code.strip()));
      } else {
        add("lower(error) like ?", "%" + code.strip().toLowerCase(Locale.ROOT) + "%");
      }
    }
  }

  /** Whose it was, and on which phone. */
  void whose(String prefix, @Nullable String phone, @Nullable String student) {
    equal(prefix + "number", phone);
    if (student != null) {
      add(STUDENT.formatted(prefix), student, student, student);
    }
  }

  Where where() {
    return new Where(sql.toString(), List.copyOf(values));
  }
}
