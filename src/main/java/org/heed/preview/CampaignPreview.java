package org.heed.preview;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.heed.address.PhoneNumber;
import org.heed.address.Sender;
import org.heed.address.Senders;
import org.heed.consent.FirstTexts;
import org.heed.consent.Pair;
import org.heed.mail.Letter;
import org.heed.night.Rehearsal;
import org.heed.queue.Reason;
import org.heed.queue.RoutedMessages;
import org.heed.queue.RoutedMessages.RoutedMessage;
import org.heed.words.Phrases;
import org.heed.words.Segments;
import org.jspecify.annotations.Nullable;

/** Tells what the rules made of one campaign's messages. */
final class CampaignPreview {

  private final RoutedMessages messages;
  private final Rehearsal rehearsal;
  private final FirstTexts firstTexts;
  private final Senders senders;
  private final Totals totals;
  private final int show;

  /**
   * @param show how many messages are rendered
   */
  CampaignPreview(
      RoutedMessages messages,
      Rehearsal rehearsal,
      FirstTexts firstTexts,
      Senders senders,
      Totals totals,
      int show) {
    this.messages = messages;
    this.rehearsal = rehearsal;
    this.firstTexts = firstTexts;
    this.senders = senders;
    this.totals = totals;
    this.show = show;
  }

  /** Tells every message of a campaign, by line. */
  void each(long campaign, Consumer<PreviewRow> rows) {
    messages.otherTexts(campaign, firstTexts::note);
    List<RoutedMessage> page = messages.of(campaign, 0);
    while (!page.isEmpty()) {
      Iterator<Boolean> first =
          firstTexts.next(page.stream().flatMap(this::text).toList()).iterator();
      for (RoutedMessage message : page) {
        PreviewRow row = row(message, message.texted() != null && first.next());
        rows.accept(row);
        if (row.fate() != Fate.FAIL && totals.samples().size() < show) {
          totals.show(new Totals.Sample(row, letter(message)));
        }
      }
      page = messages.of(campaign, page.get(page.size() - 1).line());
    }
  }

  private Stream<Pair> text(RoutedMessage message) {
    return Stream.ofNullable(message.texted()).map(phone -> new Pair(message.sender(), phone));
  }

  private static Fate fate(RoutedMessage message) {
    return switch (message.status()) {
      case HELD -> Fate.HELD;
      case FAILED -> Fate.FAIL;
      default ->
          message.isWaiting() ? Fate.WAITING : message.texted() == null ? Fate.EMAIL : Fate.TEXT;
    };
  }

  private PreviewRow row(RoutedMessage message, boolean first) {
    Fate fate = fate(message);
    PhoneNumber phone = message.texted();
    String text = phone == null ? message.body() : rehearsal.asSent(message.body(), first);
    Reason reason = message.reason();
    return new PreviewRow(
        message.line(),
        fate,
        fate == Fate.WAITING ? Phrases.of("preview.later") : reason == null ? null : reason.words(),
        message.studentId(),
        phone == null ? message.named() : phone,
        message.email(),
        sender(message),
        message.subject(),
        text,
        first && !text.equals(message.body()),
        phone == null ? 0 : Segments.count(text),
        phone == null ? List.of() : Arrays.stream(Segments.outsideGsm(text)).boxed().toList(),
        fate == Fate.WAITING ? message.sendAfter() : message.heldUntil(),
        "",
        "");
  }

  private Sender sender(RoutedMessage message) {
    return senders.of(message.sender()).orElseThrow();
  }

  private @Nullable Letter letter(RoutedMessage message) {
    return fate(message) == Fate.EMAIL
        ? rehearsal.letter(
            message.emailed(
                Objects.requireNonNull(message.destination()), "", sender(message).name()))
        : null;
  }
}
