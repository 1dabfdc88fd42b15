package org.heed.pause;

import java.time.Instant;
import java.time.ZoneId;
import org.heed.address.Institution;
import org.heed.address.PhoneNumber;
import org.heed.queue.PauseScope;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;

/**
 * A pause that goes on until staff resume it.
 *
 * @param campaignId the campaign that is paused; null: a sender is
 * @param sender the sender that is paused; null: a campaign is
 * @param name the campaign's or the sender's
 * @param texts so many were counted when it was paused
 * @param optOuts so many of them brought an opt-out
 * @param held messages that wait for the resume
 */
public record Paused(
    long id,
    @Nullable Long campaignId,
    @Nullable PhoneNumber sender,
    String name,
    long texts,
    long optOuts,
    Instant pausedAt,
    long held) {

  PauseScope subject() {
    return new PauseScope(campaignId, sender);
  }

  Paused withHeld(long count) {
    return new Paused(id, campaignId, sender, name, texts, optOuts, pausedAt, count);
  }

  /** {@code campaign spring}, {@code sender Advising}. */
  public String what() {
    PhoneNumber number = sender;
    if (number == null) {
      return Phrases.of("pause.campaign", name);
    }
    return Phrases.of("pause.sender", name);
  }

  /** {@code 7 of 120 texts brought an opt-out}. */
  public String why() {
    return Phrases.of("pause.why", optOuts, texts);
  }

  /** What is typed to go on. */
  public String command() {
    String typed =
        name.matches("[\\w.+-]+")
            ? name
            : name.matches("[^\"$`\\\\!%]*")
                ? '"' + name + '"'
                : "'" + name.replace("'", "'\\''") + "'";
    return name.startsWith("-")
        ? "resume --by NAME --reason TEXT -- " + typed
        : "resume " + typed + " --by NAME --reason TEXT";
  }

  /** One line for a terminal. */
  public String line() {
    return Phrases.of("pause.line", what(), why(), messages(), command());
  }

  /** What stands beside a message that waits. */
  String error() {
    String words = Phrases.of("pause.beside", why(), name);
    return Words.cut(words, 500);
  }

  String messages() {
    return Phrases.of("pause.messages", held);
  }

  /** The same as data. */
  public Answer answer(ZoneId zone) {
    return new Answer(
        sender == null ? "campaign" : "sender",
        name,
        sender == null ? null : sender.e164(),
        texts,
        optOuts,
        held,
        Institution.local(pausedAt, zone));
  }

  /** A pause as data. */
  public record Answer(
      String kind,
      String name,
      @Nullable String sender,
      long texts,
      long optOuts,
      long held,
      String pausedAt) {}
}
