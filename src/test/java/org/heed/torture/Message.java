package org.heed.torture;

/**
 * One row of the campaign.
 *
 * @param phone the one that is named; empty: the person's
 */
record Message(int number, Person person, String phone, Sender sender) {
  String body() {
    return "No " + number + " for " + person.name() + ".";
  }

  /** Where the campaign's file has it. */
  int line() {
    return number + 1;
  }
}
