package org.heed.cli;

import java.time.Instant;
import java.util.List;
import org.heed.address.PhoneNumber;
import org.heed.consent.Basis;
import org.heed.consent.History;
import org.heed.consent.Holds;
import org.heed.consent.LearnedFrom;
import org.heed.consent.Refusal;
import org.heed.consent.SettledReplies;
import org.heed.consent.SmsStatus;
import org.heed.desk.Delivery;
import org.heed.desk.ListingHistory;
import org.heed.desk.Person;
import org.heed.desk.PersonDesk;
import org.heed.desk.PhoneSheet;
import org.heed.desk.Reply;
import org.heed.desk.WayBack;
import org.jspecify.annotations.Nullable;

/** What is known of people, as data. */
record PersonJson(List<PersonAnswer> people) {

  static PersonJson of(List<PersonDesk.Sheet> sheets, WayBack wayBack) {
    return new PersonJson(sheets.stream().map(one -> PersonAnswer.of(one, wayBack)).toList());
  }

  record PersonAnswer(
      @Nullable String studentId,
      @Nullable String firstName,
      @Nullable String lastName,
      @Nullable String email,
      List<PhoneAnswer> phones,
      List<MessageAnswer> messages,
      List<ReplyAnswer> replies,
      List<EventAnswer> history,
      List<ListingAnswer> listings,
      List<HoldAnswer> holds) {

    private static PersonAnswer of(PersonDesk.Sheet sheet, WayBack wayBack) {
      Person person = sheet.person();
      return new PersonAnswer(
          person == null ? null : person.studentId(),
          person == null ? null : person.firstName(),
          person == null ? null : person.lastName(),
          person == null ? null : person.email(),
          sheet.phones().stream().map(one -> PhoneAnswer.of(one, wayBack)).toList(),
          sheet.messages().stream().map(MessageAnswer::of).toList(),
          sheet.replies().stream().map(ReplyAnswer::of).toList(),
          sheet.ledger().stream().map(EventAnswer::of).toList(),
          sheet.listings().stream().map(ListingAnswer::of).toList(),
          sheet.holds().stream().map(HoldAnswer::of).toList());
    }
  }

  record ListingAnswer(
      PhoneNumber phone,
      String phoneType,
      @Nullable String studentId,
      Instant listedAt,
      @Nullable String evidence,
      @Nullable Instant endedAt,
      @Nullable String endedEvidence) {

    static ListingAnswer of(ListingHistory.Listing one) {
      return new ListingAnswer(
          one.phone(),
          one.type(),
          one.person().studentId(),
          one.from(),
          one.by(),
          one.until(),
          one.endedBy());
    }
  }

  record PhoneAnswer(
      PhoneNumber phone,
      String phoneType,
      SmsStatus smsStatus,
      @Nullable Instant since,
      @Nullable EventAnswer because,
      List<PhoneNumber> refusedSenders,
      @Nullable String notTextable,
      @Nullable Refusal onHold,
      String wayBack) {

    private static PhoneAnswer of(PhoneSheet phone, WayBack wayBack) {
      History.Event because = phone.because();
      return new PhoneAnswer(
          phone.phone(),
          phone.type(),
          phone.status(),
          because == null ? null : because.occurredAt(),
          because == null ? null : EventAnswer.of(because),
          phone.refused(),
          phone.notTextable(),
          phone.held(),
          wayBack.of(phone));
    }
  }

  record MessageAnswer(
      long messageId,
      String campaign,
      Instant queuedAt,
      PhoneNumber sender,
      String status,
      @Nullable String channel,
      @Nullable String destination,
      @Nullable String error,
      String message,
      boolean ofThisPerson,
      List<TryAnswer> attempts) {

    private static MessageAnswer of(Delivery one) {
      return new MessageAnswer(
          one.messageId(),
          one.campaign(),
          one.queuedAt(),
          one.sender(),
          one.status(),
          one.channel(),
          one.destination(),
          one.error(),
          one.body(),
          one.own(),
          one.tries().stream().map(TryAnswer::of).toList());
    }
  }

  record TryAnswer(
      @Nullable Instant attemptedAt,
      String status,
      @Nullable String channel,
      @Nullable String destination,
      @Nullable String gatewayId,
      @Nullable Integer errorCode,
      @Nullable String error,
      @Nullable String message,
      @Nullable String basis) {

    private static TryAnswer of(Delivery.Try one) {
      return new TryAnswer(
          one.at(),
          one.status(),
          one.channel(),
          one.destination(),
          one.gatewayId(),
          one.succeeded() ? null : one.errorCode(),
          one.succeeded() ? null : one.error(),
          one.body(),
          one.basis());
    }
  }

  record ReplyAnswer(
      String replyId,
      PhoneNumber phone,
      String sender,
      Instant repliedAt,
      Instant readAt,
      String reply,
      Reply.State state,
      @Nullable Long review,
      SettledReplies.@Nullable How settledHow,
      @Nullable Instant settledAt,
      @Nullable String settledBy,
      @Nullable String settledReason) {

    static ReplyAnswer of(Reply reply) {
      SettledReplies.Settled settled = reply.settled();
      return new ReplyAnswer(
          reply.sid(),
          reply.phone(),
          reply.sender(),
          reply.at(),
          reply.readAt(),
          reply.body(),
          reply.state(),
          reply.review(),
          settled == null ? null : settled.how(),
          settled == null ? null : settled.at(),
          settled == null ? null : settled.by(),
          settled == null ? null : settled.reason());
    }
  }

  record EventAnswer(
      PhoneNumber phone,
      SmsStatus smsStatus,
      Instant occurredAt,
      Instant recordedAt,
      LearnedFrom learnedFrom,
      @Nullable PhoneNumber sender,
      @Nullable PhoneNumber saidFrom,
      String evidence,
      @Nullable String reason,
      @Nullable Basis basis) {

    static EventAnswer of(History.Event event) {
      return new EventAnswer(
          event.phone(),
          event.status(),
          event.occurredAt(),
          event.recordedAt(),
          event.learnedFrom(),
          event.sender(),
          event.saidFrom(),
          event.evidence(),
          event.reason(),
          event.basis());
    }
  }

  record HoldAnswer(
      long review,
      Holds.Kind fact,
      Refusal readsAs,
      boolean standing,
      PhoneNumber phone,
      String sender,
      Instant repliedAt,
      String reply,
      @Nullable String by,
      @Nullable String reason,
      Instant recordedAt) {

    static HoldAnswer of(Holds.Fact fact) {
      return new HoldAnswer(
          fact.reviewId(),
          fact.kind(),
          fact.reading(),
          fact.standing(),
          fact.phone(),
          fact.sender(),
          fact.saidAt(),
          fact.body(),
          fact.staff(),
          fact.reason(),
          fact.recordedAt());
    }
  }
}
