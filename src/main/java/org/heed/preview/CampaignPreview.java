package org.heed.preview;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.heed.address.PhoneNumber;
import org.heed.campaign.CampaignTrial;
import org.heed.campaign.PlannedMessage;
import org.heed.consent.Candidate;
import org.heed.consent.FirstTexts;
import org.heed.consent.Pair;
import org.heed.csv.Rejection;
import org.heed.mail.Letter;
import org.heed.message.Segments;
import org.heed.night.Rehearsal;
import org.heed.queue.Reason;
import org.heed.routing.Decision;
import org.heed.routing.Question;
import org.jspecify.annotations.Nullable;

/** Puts the messages of one campaign before tonight's rules. */
final class CampaignPreview {
  private static final String LATER = "send_after is later";

  private final CampaignTrial campaign;
  private final Questions questions;
  private final Rehearsal rehearsal;
  private final Set<PhoneNumber> paused;
  private final FirstTexts firstTexts;
  private final Instant at;
  private final Totals totals;
  private final int show;
  private final Consumer<PreviewRow> rows;

  /**
   * @param paused senders whose texts wait until staff resume them (R9)
   * @param at when tonight's run begins
   * @param show how many messages are rendered
   * @param rows gets every row, by line
   */
  CampaignPreview(
      CampaignTrial campaign,
      Questions questions,
      Rehearsal rehearsal,
      Set<PhoneNumber> paused,
      Instant at,
      Totals totals,
      int show,
      Consumer<PreviewRow> rows) {
    this.campaign = campaign;
    this.questions = questions;
    this.rehearsal = rehearsal;
    this.paused = paused;
    this.firstTexts = rehearsal.firstTexts();
    this.at = at;
    this.totals = totals;
    this.show = show;
    this.rows = rows;
    rehearsal.queued(at, this::queuedBefore);
  }

  /** What is queued already is texted before; a phone this file lists may be its first. */
  private void queuedBefore(List<Rehearsal.Queued> messages) {
    Map<Long, List<PlannedMessage.Listed>> listed =
        campaign.listed(messages.stream().map(Rehearsal.Queued::personId).toList());
    List<Question> asked =
        questions.of(
            messages.stream()
                .map(
                    message ->
                        new Questions.Asked(
                            message.personId(),
                            message.named(),
                            listed.getOrDefault(message.personId(), List.of()),
                            message.email(),
                            false))
                .toList());
    for (int i = 0; i < asked.size(); i++) {
      PhoneNumber phone = rehearsal.route(asked.get(i)).phone();
      if (phone != null) {
        firstTexts.note(new Pair(messages.get(i).sender(), phone));
      }
    }
  }

  private record Routed(PlannedMessage message, Question question, @Nullable Decision decision) {

    /** Where a text would go, tonight or when its window opens. */
    @Nullable PhoneNumber phone() {
      return decision == null ? null : decision.phone();
    }
  }

  void group(CampaignTrial.Group group) {
    List<Routed> routed = routed(group.planned());
    Iterator<Boolean> first =
        firstTexts
            .next(
                routed.stream()
                    .flatMap(
                        one -> {
                          PhoneNumber phone = one.phone();
                          return phone == null
                              ? java.util.stream.Stream.empty()
                              : java.util.stream.Stream.of(
                                  new Pair(one.message().sender().number(), phone));
                        })
                    .toList())
            .iterator();
    Iterator<Rejection> rejected = group.rejected().iterator();
    Rejection next = rejected.hasNext() ? rejected.next() : null;
    for (Routed one : routed) {
      while (next != null && next.line() < one.message().line()) {
        take(rejected(next));
        next = rejected.hasNext() ? rejected.next() : null;
      }
      PreviewRow row = row(one, one.phone() != null && first.next());
      take(row);
      if (row.fate() != Fate.FAIL && totals.samples().size() < show) {
        totals.show(new Totals.Sample(row, letter(one)));
      }
    }
    while (next != null) {
      take(rejected(next));
      next = rejected.hasNext() ? rejected.next() : null;
    }
  }

  private void take(PreviewRow row) {
    totals.add(row);
    rows.accept(row);
  }

  static PreviewRow rejected(Rejection row) {
    return PreviewRow.rejected(row.line(), row.column(), row.value(), row.reason());
  }

  private List<Routed> routed(List<PlannedMessage> messages) {
    List<Question> asked =
        questions.of(
            messages.stream()
                .map(
                    message ->
                        new Questions.Asked(
                            message.personId(),
                            message.named(),
                            message.listed(),
                            message.email(),
                            message.nobody()))
                .toList());
    List<Routed> routed = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      PlannedMessage message = messages.get(i);
      Instant after = message.sendAfter();
      boolean later = after != null && after.isAfter(at);
      routed.add(new Routed(message, asked.get(i), later ? null : decision(message, asked.get(i))));
    }
    return routed;
  }

  private Decision decision(PlannedMessage message, Question question) {
    Decision decision = rehearsal.route(question);
    return decision.phone() != null && paused.contains(message.sender().number())
        ? new Decision(Decision.Kind.HOLD, decision.phone(), Reason.PAUSED, null)
        : decision;
  }

  private PreviewRow row(Routed routed, boolean first) {
    PlannedMessage message = routed.message();
    Decision decision = routed.decision();
    Fate fate =
        decision == null
            ? Fate.WAITING
            : switch (decision.kind()) {
              case SMS -> Fate.TEXT;
              case HOLD -> Fate.HELD;
              case EMAIL -> Fate.EMAIL;
              case FAIL -> Fate.FAIL;
            };
    boolean texted = fate == Fate.TEXT || fate == Fate.HELD;
    String text = texted ? rehearsal.asSent(message.body(), first) : message.body();
    Reason reason = decision == null ? null : decision.reason();
    PhoneNumber phone = routed.phone();
    return new PreviewRow(
        message.line(),
        fate,
        decision == null ? LATER : reason == null ? null : reason.words(),
        message.studentId(),
        phone == null ? message.named() : phone,
        message.email(),
        message.sender(),
        message.subject(),
        text,
        texted && first && !text.equals(message.body()),
        texted ? Segments.count(text) : 0,
        texted ? Arrays.stream(Segments.outsideGsm(text)).boxed().toList() : List.of(),
        decision == null ? message.sendAfter() : decision.heldUntil(),
        "",
        "");
  }

  private @Nullable Letter letter(Routed routed) {
    PlannedMessage message = routed.message();
    Decision decision = routed.decision();
    String to = message.email();
    List<Candidate> phones = new ArrayList<>(routed.question().listed());
    Candidate named = routed.question().named();
    if (named != null) {
      phones.add(0, named);
    }
    return decision == null || decision.kind() != Decision.Kind.EMAIL || to == null
        ? null
        : rehearsal.letter(
            message.sender(), to, message.subject(), message.body(), decision.reason(), phones);
  }
}
