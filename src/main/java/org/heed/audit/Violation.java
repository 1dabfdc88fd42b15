package org.heed.audit;

/**
 * Something in the database that a rule forbids.
 *
 * @param rule the rule's id, such as O2
 * @param subject what it is about, with its id: {@code message 12}, {@code phone +12025550100}
 * @param found what was found, and what was expected
 */
public record Violation(String rule, String subject, String found) {
  /** One line for a terminal. */
  public String line() {
    return rule + " " + subject + ": " + found;
  }
}
