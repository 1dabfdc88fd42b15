package org.heed.torture;

import java.util.List;

/**
 * Somebody who gets messages.
 *
 * @param email empty: none
 * @param phones the mobile, and perhaps one at home
 */
record Person(String id, String name, String email, List<String> phones) {
  boolean hasEmail() {
    return !email.isEmpty();
  }
}
