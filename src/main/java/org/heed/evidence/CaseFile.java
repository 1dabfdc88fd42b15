package org.heed.evidence;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * Everything that was found, as it stands in {@code evidence.json}; page and table are made from it
 * alone.
 *
 * @param format raised when page or table are made in another way
 * @param until the moment it tells of, ISO 8601 in UTC
 * @param asked what was asked for, as typed
 * @param senders names by number
 * @param wordings what people agreed to, by hash
 */
record CaseFile(
    int format,
    String version,
    String madeAt,
    String until,
    String zone,
    String institution,
    String asked,
    List<String> people,
    List<Listed> phones,
    List<Status> status,
    Map<String, String> senders,
    Map<String, String> wordings,
    List<Item> items,
    List<Source> files,
    String head) {
  static final int FORMAT = 3;

  /** One phone as it was listed for somebody; {@code until} empty: it still is. */
  record Listed(
      String phone, String type, String whose, String from, String until, String evidence) {}

  /** What a phone was then; position: of the fact that says so, 0: nobody had said anything. */
  record Status(String phone, String status, long position) {}

  /** A file something came from. */
  record Source(String name, String kind, String takenAt, String sha256) {}

  /** A fact as it was sealed. */
  record Sealed(long position, String text) {}

  ZoneId where() {
    return ZoneId.of(zone);
  }

  String sender(String number) {
    return senders.getOrDefault(number, number);
  }
}
