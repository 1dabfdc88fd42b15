package org.heed.people;

import com.carrotsearch.hppc.LongIntHashMap;
import java.util.ArrayList;
import java.util.List;
import org.heed.address.PhoneNumber;

/** Finds the numbers that very many rows of a file name: mostly one that stands for none. */
public final class Crowds {
  static final int MANY = 100;

  private final LongIntHashMap rows = new LongIntHashMap();
  private final List<PhoneNumber> found = new ArrayList<>();

  public void note(PhoneNumber number) {
    if (rows.addTo(Long.parseLong(number.e164().substring(1)), 1) == MANY) {
      found.add(number);
    }
  }

  /** Those that were found since it was asked last. */
  public List<PhoneNumber> found() {
    List<PhoneNumber> since = List.copyOf(found);
    found.clear();
    return since;
  }
}
