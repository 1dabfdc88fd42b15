package org.heed.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.heed.address.ConfigurationProblem;
import org.heed.address.Institution;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneNumbers;
import org.heed.address.TypedTime;
import org.heed.cli.PersonJson.EventAnswer;
import org.heed.cli.PersonJson.HoldAnswer;
import org.heed.cli.PersonJson.ListingAnswer;
import org.heed.cli.PersonJson.ReplyAnswer;
import org.heed.consent.History;
import org.heed.consent.Holds;
import org.heed.desk.ListingHistory;
import org.heed.desk.Reply;
import org.heed.desk.ReplyBook;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.heed.words.WrittenTime;
import org.jspecify.annotations.Nullable;

/** What the ledger says of a few phones, now or as it was at a moment (E3). */
final class ConsentHistory {
  private final PersonPage page;
  private final History history;
  private final ListingHistory listings;
  private final List<PhoneNumber> phones;
  private final List<History.Event> events;
  private final List<Reply> replies;
  private final List<Holds.Fact> holds;

  ConsentHistory(Application application, List<PhoneNumber> phones) {
    this.page = PersonPage.of(application);
    this.history = application.bean(History.class);
    this.listings = application.bean(ListingHistory.class);
    this.phones = phones;
    this.events = history.of(phones);
    this.replies = application.bean(ReplyBook.class).of(phones, events);
    this.holds = application.bean(Holds.class).of(null, phones);
  }

  /**
   * A moment as it was typed.
   *
   * @param typed ISO 8601
   * @param words it in words: at the end of a day, at a time
   */
  record Moment(String typed, String words, Instant at) {

    /**
     * @throws ConfigurationProblem when it is neither a date nor a time
     */
    static Moment of(String name, String typed, Application application) {
      ZoneId zone = application.bean(Institution.class).zone();
      WrittenTime read =
          TypedTime.read(name, typed, zone, application.bean(PhoneNumbers.class).country());
      LocalDate day = read.day();
      if (day == null) {
        Instant at = read.at();
        String iso = typed.matches("\\d{4}-.*") ? typed : Institution.local(at, zone);
        return new Moment(iso, Phrases.of("history.moment", Words.second(at, zone)), at);
      }
      return new Moment(
          day.toString(),
          Phrases.of("history.day", Words.date(day)),
          TypedTime.end(read, zone).minusNanos(1));
    }
  }

  /** Everything there is, in words. */
  List<String> text(String whom) {
    List<String> lines =
        new ArrayList<>(events.stream().map(event -> page.line(event, replies)).toList());
    if (events.isEmpty()) {
      lines.add(Phrases.of(replies.isEmpty() ? "history.silent" : "history.no.events", whom));
    }
    if (!replies.isEmpty()) {
      lines.add("");
      lines.add(Phrases.of("history.replies"));
      lines.addAll(new Timeline(page.words()).replies(replies).lines());
    }
    if (!holds.isEmpty()) {
      lines.add("");
      lines.add(Phrases.of("person.holds"));
      holds.forEach(fact -> lines.add("  " + page.line(fact)));
    }
    return lines;
  }

  /** What was so at a moment, in words. */
  List<String> text(Moment moment) {
    List<String> lines = new ArrayList<>();
    Map<PhoneNumber, History.Event> deciding = history.decidingAt(moment.at(), phones);
    List<Reply> said = replies.stream().filter(one -> !one.at().isAfter(moment.at())).toList();
    for (PhoneNumber phone : phones) {
      History.Event event = deciding.get(phone);
      lines.add(
          Phrases.of(
              event == null ? "history.then.default" : "history.then",
              page.words().phone(phone),
              status(event),
              moment.words(),
              event == null ? page.nobody(phone, said, ".then") : ""));
      if (event != null) {
        lines.add("  " + page.line(event, replies));
        if (event.recordedAt().isAfter(moment.at())) {
          lines.add("  " + Phrases.of("history.not.known"));
        }
      }
    }
    for (Holds.Fact fact : standing(moment)) {
      lines.add(
          Phrases.of(
              fact.recordedAt().isAfter(moment.at()) ? "history.hold.later" : "history.hold",
              page.words().phone(fact.phone()),
              page.words().time(fact.saidAt()),
              page.words().time(fact.recordedAt()),
              Words.line(fact.body(), Integer.MAX_VALUE)));
    }
    return lines;
  }

  /** The holds for what was said until then that had not ended then. */
  private List<Holds.Fact> standing(Moment moment) {
    return holds.stream()
        .filter(fact -> fact.kind() == Holds.Kind.HOLD && !fact.saidAt().isAfter(moment.at()))
        .filter(
            fact ->
                holds.stream()
                    .noneMatch(
                        end ->
                            end.reviewId() == fact.reviewId()
                                && end.kind() != Holds.Kind.HOLD
                                && !end.recordedAt().isAfter(moment.at())))
        .toList();
  }

  String json(@Nullable Moment moment) {
    Map<PhoneNumber, History.Event> deciding =
        moment == null ? Map.of() : history.decidingAt(moment.at(), phones);
    Answer answer =
        new Answer(
            events.stream().map(EventAnswer::of).toList(),
            replies.stream().map(ReplyAnswer::of).toList(),
            holds.stream().map(HoldAnswer::of).toList(),
            listings.of(phones).stream().map(ListingAnswer::of).toList(),
            moment == null ? null : moment.typed(),
            moment == null
                ? null
                : phones.stream().map(phone -> Then.of(phone, deciding.get(phone))).toList(),
            moment == null ? null : standing(moment).stream().map(HoldAnswer::of).toList());
    return Json.text(answer, page.words().zone());
  }

  /** Everything, and where a moment was named what was so then. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Answer(
      List<EventAnswer> events,
      List<ReplyAnswer> replies,
      List<HoldAnswer> holds,
      List<ListingAnswer> listings,
      @Nullable String on,
      @Nullable List<Then> phones,
      @Nullable List<HoldAnswer> standingHolds) {}

  private record Then(PhoneNumber phone, String smsStatus, @Nullable EventAnswer because) {
    private static Then of(PhoneNumber phone, History.@Nullable Event event) {
      return new Then(phone, status(event), event == null ? null : EventAnswer.of(event));
    }
  }

  private static String status(History.@Nullable Event event) {
    return event == null ? "DEFAULT" : event.status().name();
  }
}
