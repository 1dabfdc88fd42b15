package org.heed.cli;

import java.time.Instant;
import java.time.ZoneId;
import org.heed.address.Institution;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneNumbers;
import org.heed.address.Sender;
import org.heed.address.Senders;
import org.heed.words.Words;

/** Phones, senders and times as staff read them, and as data. */
record PersonWords(PhoneNumbers numbers, Senders senders, ZoneId zone) {

  static PersonWords of(Application application) {
    return new PersonWords(
        application.bean(PhoneNumbers.class),
        application.bean(Senders.class),
        application.bean(Institution.class).zone());
  }

  String phone(PhoneNumber number) {
    return numbers.national(number);
  }

  /** An address of the gateway's: a phone as it is read, else as it is. */
  String address(String address) {
    return PhoneNumber.isE164(address) ? phone(new PhoneNumber(address)) : address;
  }

  String sender(PhoneNumber number) {
    return senders.of(number).map(Sender::name).orElse(numbers.national(number));
  }

  String sender(String address) {
    return PhoneNumber.isE164(address) ? sender(new PhoneNumber(address)) : address;
  }

  /** To the second: of a complaint it is asked what came first. */
  String time(Instant time) {
    return Words.second(time, zone);
  }

  /** What the ledger keeps, with the phones and times in it as staff read them. */
  String stored(String text) {
    return Words.times(numbers.told(text), zone);
  }

  String iso(Instant time) {
    return Institution.local(time, zone);
  }
}
