package org.heed.torture;

/** The institution's numbers. */
enum Sender {
  ADVISING("+12025550100"),
  BURSAR("+12025550101"),
  LIBRARY("+12025550102");

  private final String number;

  Sender(String number) {
    this.number = number;
  }

  String number() {
    return number;
  }
}
