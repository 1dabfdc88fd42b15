package org.heed.audit;

import static org.heed.TestHeed.ADVISING;
import static org.heed.audit.AuditTest.E1;
import static org.heed.audit.AuditTest.L4;

import java.util.stream.Stream;
import org.heed.audit.AuditTest.Damage;

/** What breaks the rules of who has said no; HOME, MOBILE and PLAIN stand for phones. */
final class WhoSaidNoDamages {
  /** An event after the others, of a phone that the person has turned off. */
  private static final String EVENT =
      """
      insert into consent_event (number, sms_status, occurred_at, recorded_at, learned_from, sender,
        said_from, evidence, override_of_said)
      select number, 'ENABLED', max(occurred_at) + interval '1' hour,
        max(recorded_at) + interval '1' hour, %s, 'planted', %s from consent_event
      where number = HOME group by number;
      update phone set sms_status = 'ENABLED' where number = HOME
      """;

  private static final String MENDED =
      """
      update phone set sms_status = 'DISABLED', decided_by = (select max(id) from consent_event
        where number = HOME and evidence <> 'planted') where number = HOME;
      delete from consent_event where evidence = 'planted'
      """;

  /** A row of the gateway's log that was read when our senders last texted. */
  private static final String READ =
      """
      insert into gateway_log (sid, kind, number, sender, body, created_at, list_order, read_at,
        applied, skipped)
      select 'SMplanted%s', '%s', PLAIN, %s, %s, min(attempted_at), 1, max(attempted_at), %s, %s
      from attempt where channel = 'SMS' and sender = SENDER
      """
          .replace("SENDER", "'" + ADVISING + "'");

  private static final String UNREAD = "delete from gateway_log where sid like 'SMplanted%'";

  private WhoSaidNoDamages() {}

  static Stream<Damage> all() {
    return Stream.of(
        new Damage(
            "a file's on over a STOP, in the phone's status and in what decided it",
            EVENT.formatted("'IMPORT', null, null", "false")
                + ";update phone set decided_by = (select max(id) from consent_event where evidence"
                + " = 'planted') where number = HOME",
            MENDED,
            E1,
            L4),
        new Damage(
            "a file that calls itself an override",
            EVENT.formatted("'IMPORT', null, null", "true"),
            MENDED,
            L4),
        new Damage(
            "an override of before the STOP was known",
            "update consent_event set learned_from = 'STAFF', sms_status = 'ENABLED',"
                + " override_of_said = true where number = MOBILE and sms_status = 'DISABLED';"
                + EVENT
                    .formatted("'REPLY', '" + ADVISING + "', number", "false")
                    .replace("'ENABLED', max", "'DISABLED', max")
                    .replace("HOME", "MOBILE"),
            MENDED.replace("HOME", "MOBILE").replace("'DISABLED', d", "'ENABLED', d")
                + ";update consent_event set learned_from = 'GATEWAY_21610', sms_status ="
                + " 'DISABLED', override_of_said = false where number = MOBILE and learned_from ="
                + " 'STAFF'",
            "O7 event \\d+: the no said from \\+1312555\\d{4} is that of all who held it then; .*",
            E1,
            L4,
            "O8 phone \\+1312555\\d{4}: the last word to \\+1202555\\d{4} was an opt-out, and .*",
            "G2 refusal SM\\w+: a text to \\+1312555\\d{4} was refused at .*; expected it to"),
        new Damage(
            "a reply on hold that is put aside without a fact",
            "update review set hold_state = null where hold_state = 'HOLD'",
            "update review set hold_state = 'HOLD' where id in (select review_id from hold_fact)",
            "L3 reply \\d+: whether it is on hold is not what its facts come to"),
        new Damage(
            "a START to a number that is no sender of ours",
            EVENT.formatted("'REPLY', '+13125550999', number", "false"),
            MENDED,
            L4),
        new Damage(
            "a STOP that was read and became nothing",
            READ.formatted(1, "REPLY", "'whatsapp:x'", "' Stop '", true, false),
            UNREAD,
            "L1 reply SMplanted1: \\+1312555\\d{4} replied with an opt-out at .* one of them"),
        new Damage(
            "a refused text of another program that was read and became nothing",
            READ.formatted(1, "REFUSAL", "'" + ADVISING + "'", "null", true, false),
            UNREAD,
            "G2 refusal SMplanted1: a text to \\+1312555\\d{4} was refused at .*; expected it to"),
        new Damage(
            "nothing: opt-outs that are on the list, were not learned from or not looked at yet, of"
                + " a number that is no sender of ours",
            String.join(
                ";",
                READ.formatted(1, "REPLY", "'x'", "'STOP'", true, false),
                "insert into review (sid, number, sender, body, replied_at, due_on, reads_as,"
                    + " hold_state) values ('SMplanted1', PLAIN, 'x', 'STOP', now(), current_date,"
                    + " 'LOOKS_LIKE', null)",
                READ.formatted(2, "REPLY", "'x'", "'STOP'", true, true),
                READ.formatted(3, "REPLY", "'x'", "'STOP'", false, false),
                READ.formatted(4, "REPLY", "'x'", "'don''t stop'", true, false),
                READ.formatted(5, "REFUSAL", "'" + ADVISING + "'", "null", false, false),
                READ.formatted(6, "REFUSAL", "'+12025550999'", "null", true, false)),
            UNREAD + ";delete from review where sid = 'SMplanted1'"),
        new Damage(
            "a no that is given to somebody who never had the phone",
            "update consent_event set person_id = (select min(person_id) from listing where number"
                + " = PLAIN) where number = HOME",
            "update consent_event set person_id = (select min(person_id) from listing where number"
                + " = HOME) where number = HOME",
            "O7 event \\d+: the no said from \\+131255\\d{5} is given to a person who did not.*"),
        new Damage(
            "a text claimed before the opt-out and called after it",
            "update attempt set called_at = (select max(recorded_at) + interval '1' second from"
                + " consent_event where sms_status = 'DISABLED') where error_code = 21610",
            "update attempt set called_at = attempted_at where error_code = 21610",
            "O2 message \\d+: a text to \\+1312555\\d{4} was called at .* DISABLED; expected none"),
        new Damage(
            "a text claimed before a hold and called after it",
            "insert into review (sid, number, sender, body, replied_at, due_on, reads_as,"
                + " hold_state) select 'SMheld', number, 'x', 'no', max(e.attempted_at),"
                + " current_date, 'WRONG_NUMBER', 'HOLD' from phone join attempt e on e.destination"
                + " = number where number = PLAIN group by number;insert into hold_fact (review_id,"
                + " fact, number, sid, sender, body, said_at, recorded_at) select id, 'HOLD',"
                + " number, sid, sender, body, replied_at, replied_at + interval '1' second from"
                + " review;update phone set held = 'WRONG_NUMBER' where number = PLAIN;update"
                + " attempt set called_at = attempted_at + interval '2' second where id = (select"
                + " max(id) from attempt where destination = PLAIN)",
            "update attempt set called_at = attempted_at where destination = PLAIN;update phone set"
                + " held = null where number = PLAIN;delete from hold_fact where sid ="
                + " 'SMheld';delete from review where sid = 'SMheld'",
            "L3 message \\d+: a text to \\+1312555\\d{4} began .*, while the hold of reply .*"));
  }
}
