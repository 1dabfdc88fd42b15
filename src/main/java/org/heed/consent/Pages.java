package org.heed.consent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Consumer;
import org.heed.address.PhoneNumber;

/** Keys in groups that one statement takes. */
final class Pages {
  static final int SIZE = 500;

  private Pages() {}

  static <K> void each(Collection<K> keys, Consumer<List<K>> work) {
    List<K> all = new ArrayList<>(new LinkedHashSet<>(keys));
    for (int from = 0; from < all.size(); from += SIZE) {
      work.accept(all.subList(from, Math.min(from + SIZE, all.size())));
    }
  }

  static void eachOfNumbers(Collection<PhoneNumber> numbers, Consumer<List<String>> work) {
    each(numbers.stream().map(PhoneNumber::e164).toList(), work);
  }
}
