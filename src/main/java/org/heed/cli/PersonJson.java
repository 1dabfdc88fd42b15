package org.heed.cli;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.heed.address.PhoneNumber;
import org.heed.consent.Basis;
import org.heed.consent.History;
import org.heed.consent.Holds;
import org.heed.consent.SettledReplies;
import org.heed.desk.Delivery;
import org.heed.desk.ListingHistory;
import org.heed.desk.Person;
import org.heed.desk.PersonDesk;
import org.heed.desk.PhoneSheet;
import org.heed.desk.Reply;
import org.heed.desk.WayBack;
import org.jspecify.annotations.Nullable;

/** What is known of a person, as data. */
record PersonJson(PersonWords words, WayBack wayBack) {

  static PersonJson of(Application application) {
    return new PersonJson(PersonWords.of(application), application.bean(WayBack.class));
  }

  Map<String, @Nullable Object> object(PersonDesk.Sheet sheet) {
    Person person = sheet.person();
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("student_id", person == null ? null : person.studentId());
    all.put("first_name", person == null ? null : person.firstName());
    all.put("last_name", person == null ? null : person.lastName());
    all.put("email", person == null ? null : person.email());
    all.put("phones", sheet.phones().stream().map(this::object).toList());
    all.put("messages", sheet.messages().stream().map(this::object).toList());
    all.put("replies", sheet.replies().stream().map(this::object).toList());
    all.put("history", sheet.ledger().stream().map(this::object).toList());
    all.put("listings", sheet.listings().stream().map(this::object).toList());
    all.put("holds", sheet.holds().stream().map(this::object).toList());
    return all;
  }

  /** One listing as data. */
  Map<String, @Nullable Object> object(ListingHistory.Listing listing) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("phone", listing.phone().e164());
    all.put("phone_type", listing.type());
    all.put("student_id", listing.person().studentId());
    all.put("listed_at", words.iso(listing.from()));
    all.put("evidence", listing.by());
    all.put("ended_at", iso(listing.until()));
    all.put("ended_evidence", listing.endedBy());
    return all;
  }

  private Map<String, @Nullable Object> object(PhoneSheet phone) {
    History.Event because = phone.because();
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("phone", phone.phone().e164());
    all.put("phone_type", phone.type());
    all.put("sms_status", phone.status().name());
    all.put("since", because == null ? null : words.iso(because.occurredAt()));
    all.put("because", because == null ? null : object(because));
    all.put("refused_senders", phone.refused().stream().map(PhoneNumber::e164).toList());
    all.put("not_textable", phone.notTextable());
    all.put("on_hold", phone.held() == null ? null : phone.held().name());
    all.put("way_back", wayBack.of(phone));
    return all;
  }

  private Map<String, @Nullable Object> object(Delivery message) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("message_id", message.messageId());
    all.put("campaign", message.campaign());
    all.put("queued_at", words.iso(message.queuedAt()));
    all.put("sender", message.sender().e164());
    all.put("status", message.status());
    all.put("channel", message.channel());
    all.put("destination", message.destination());
    all.put("error", message.error());
    all.put("message", message.body());
    all.put("of_this_person", message.own());
    all.put("attempts", message.tries().stream().map(this::object).toList());
    return all;
  }

  private Map<String, @Nullable Object> object(Delivery.Try one) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("attempted_at", iso(one.at()));
    all.put("status", one.status());
    all.put("channel", one.channel());
    all.put("destination", one.destination());
    all.put("gateway_id", one.gatewayId());
    all.put("error_code", one.succeeded() ? null : one.errorCode());
    all.put("error", one.succeeded() ? null : one.error());
    all.put("message", one.body());
    all.put("basis", one.basis());
    return all;
  }

  /** One reply as data. */
  Map<String, @Nullable Object> object(Reply reply) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("reply_id", reply.sid());
    all.put("phone", reply.phone().e164());
    all.put("sender", reply.sender());
    all.put("replied_at", words.iso(reply.at()));
    all.put("read_at", words.iso(reply.readAt()));
    all.put("reply", reply.body());
    SettledReplies.Settled settled = reply.settled();
    all.put("state", reply.state().name());
    all.put("review", reply.review());
    all.put("settled_how", settled == null ? null : settled.how().name());
    all.put("settled_at", settled == null ? null : words.iso(settled.at()));
    all.put("settled_by", settled == null ? null : settled.by());
    all.put("settled_reason", settled == null ? null : settled.reason());
    return all;
  }

  /** One event of the ledger as data. */
  Map<String, @Nullable Object> object(History.Event event) {
    PhoneNumber sender = event.sender();
    PhoneNumber from = event.saidFrom();
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("phone", event.phone().e164());
    all.put("sms_status", event.status().name());
    all.put("occurred_at", words.iso(event.occurredAt()));
    all.put("recorded_at", words.iso(event.recordedAt()));
    all.put("learned_from", event.learnedFrom().name());
    all.put("sender", sender == null ? null : sender.e164());
    all.put("said_from", from == null ? null : from.e164());
    all.put("evidence", event.evidence());
    all.put("reason", event.reason());
    all.put("basis", object(event.basis()));
    return all;
  }

  private @Nullable Map<String, @Nullable Object> object(@Nullable Basis basis) {
    if (basis == null) {
      return null;
    }
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("basis", basis.basis());
    all.put("source", basis.source());
    all.put("wording", basis.wording());
    all.put("captured_at", iso(basis.capturedAt()));
    all.put("captured_by", basis.capturedBy());
    return all;
  }

  /** One fact of a hold as data. */
  Map<String, @Nullable Object> object(Holds.Fact fact) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("review", fact.reviewId());
    all.put("fact", fact.kind().name());
    all.put("reads_as", fact.reading().name());
    all.put("standing", fact.standing());
    all.put("phone", fact.phone().e164());
    all.put("sender", fact.sender());
    all.put("replied_at", words.iso(fact.saidAt()));
    all.put("reply", fact.body());
    all.put("by", fact.staff());
    all.put("reason", fact.reason());
    all.put("recorded_at", words.iso(fact.recordedAt()));
    return all;
  }

  private @Nullable String iso(@Nullable Instant time) {
    return time == null ? null : words.iso(time);
  }
}
