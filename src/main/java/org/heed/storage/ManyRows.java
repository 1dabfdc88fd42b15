package org.heed.storage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.jdbc.support.SqlValue;

/**
 * A column of many rows as one parameter of a statement: a statement for all of them costs a server
 * and its driver a fraction of one for each, and its words, so its plan, are the same for any
 * number.
 */
public final class ManyRows {
  /** As many as one parameter takes. */
  private static final int MOST = 500;

  /** A parameter that is a column of numbers. */
  public static final String NUMBERS = "cast(? as bigint array[500])";

  /** A parameter that is a column of texts. */
  public static final String TEXTS = "cast(? as varchar(320) array[500])";

  private ManyRows() {}

  /** Numbers, at most 500. */
  public static SqlValue numbers(Collection<Long> numbers) {
    return new SqlArrayValue("BIGINT", numbers.toArray());
  }

  /** Texts, at most 500. */
  public static SqlValue texts(List<? extends @Nullable String> texts) {
    @Nullable Object[] storable = new @Nullable Object[texts.size()];
    for (int i = 0; i < storable.length; i++) {
      String text = texts.get(i);
      storable[i] = text == null ? null : Storable.text(text);
    }
    return new SqlArrayValue("VARCHAR", storable);
  }

  /** Takes rows in groups that one parameter takes. */
  public static <T> void each(Collection<T> rows, Consumer<List<T>> work) {
    List<T> all = new ArrayList<>(rows);
    for (int from = 0; from < all.size(); from += MOST) {
      work.accept(all.subList(from, Math.min(from + MOST, all.size())));
    }
  }
}
