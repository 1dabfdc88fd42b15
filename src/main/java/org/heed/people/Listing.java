package org.heed.people;

import org.heed.address.PhoneNumber;
import org.heed.address.PhoneType;

/**
 * One phone listed for a person.
 *
 * @param by the file and line that say so; of a listing that was read, empty
 */
public record Listing(long personId, PhoneNumber number, PhoneType type, int position, String by) {
  /** Whose listing it is, and of which phone. */
  public record Place(long personId, PhoneNumber number) {}

  public boolean sameAs(Listing other) {
    return type == other.type() && position == other.position();
  }
}
