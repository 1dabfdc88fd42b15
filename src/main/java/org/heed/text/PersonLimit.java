package org.heed.text;

import com.carrotsearch.hppc.LongIntHashMap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.heed.address.PhoneNumber;
import org.heed.queue.Intents;
import org.heed.queue.Intents.Waiting;
import org.heed.queue.Messages;
import org.heed.queue.Move;
import org.heed.queue.QueuedText;
import org.heed.queue.Reason;
import org.heed.queue.RecentTexts;
import org.heed.queue.TextQueue;
import org.heed.settings.DeliverySettings;
import org.heed.settings.DeliverySettings.OverLimit;
import org.heed.settings.TextLimit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Turns away what is more than a person, or a phone, is to get from all senders together (R11).
 * Counted in the database, in the claim's own transaction, when nothing else of the lane is on its
 * way.
 */
@Component
public class PersonLimit {
  private final @Nullable TextLimit limit;
  private final boolean byEmail;
  private final RecentTexts recent;
  private final Intents intents;
  private final TextQueue queue;
  private final Messages messages;
  private final TransactionTemplate transaction;

  PersonLimit(
      DeliverySettings properties,
      RecentTexts recent,
      Intents intents,
      TextQueue queue,
      Messages messages,
      TransactionTemplate transaction) {
    this.limit = properties.textLimit();
    this.byEmail = properties.overLimit() == OverLimit.EMAIL;
    this.recent = recent;
    this.intents = intents;
    this.queue = queue;
    this.messages = messages;
    this.transaction = transaction;
  }

  /** A run begins; keeps since when the limit holds. */
  void begin(Instant now) {
    transaction.executeWithoutResult(status -> recent.holds(limit, now));
  }

  /**
   * Moves those of these texts that are too many now, in the caller's transaction.
   *
   * @param texts of different lanes
   * @return their ids
   */
  Set<Long> turnAway(List<QueuedText> texts, Map<Long, Waiting> waiting, Instant now) {
    return turnAway(texts, waiting, now, new LongIntHashMap());
  }

  /** Does to what is queued what the claims of a night at this time would; in a scratch copy. */
  public void rehearse(Instant at) {
    if (limit == null) {
      return;
    }
    LongIntHashMap before = new LongIntHashMap();
    queue.rewind();
    for (List<QueuedText> page = queue.next(); !page.isEmpty(); page = queue.next()) {
      List<QueuedText> texts = page;
      transaction.executeWithoutResult(
          status -> turnAway(texts, intents.waiting(texts), at, before));
    }
  }

  /**
   * @param before how many texts to each person and phone go before the first of these
   */
  private Set<Long> turnAway(
      List<QueuedText> texts, Map<Long, Waiting> waiting, Instant now, LongIntHashMap before) {
    TextLimit most = limit;
    if (most == null || texts.isEmpty()) {
      return Set.of();
    }
    Map<Object, Map<Long, Instant>> counted = recent.of(texts, now.minus(most.within()));
    Set<Long> away = new HashSet<>();
    List<Move> moves = new ArrayList<>();
    for (QueuedText text : texts) {
      Waiting found = waiting.get(text.id());
      Instant opens = now;
      for (Object who : who(text)) {
        List<Instant> all = new ArrayList<>(counted.getOrDefault(who, Map.of()).values());
        all.addAll(Collections.nCopies(before.get(key(who)), now));
        Instant free = most.opens(all, now);
        opens = free.isAfter(opens) ? free : opens;
      }
      if (found != null && opens.isAfter(now) && !found.urgent()) {
        away.add(text.id());
        moves.add(move(text, found, opens));
      } else {
        who(text).forEach(who -> before.addTo(key(who), 1));
      }
    }
    messages.move(moves);
    return away;
  }

  private Move move(QueuedText text, Waiting found, Instant opens) {
    String email = found.email();
    return byEmail && email != null
        ? Move.toEmail(text.id(), email, Reason.TEXT_LIMIT)
        : Move.held(text.id(), text.destination(), Reason.TEXT_LIMIT, opens);
  }

  /** The person on whatever phone, and whoever reads this phone. */
  private static List<Object> who(QueuedText text) {
    return List.of(text.personId(), text.destination());
  }

  private static long key(Object who) {
    return who instanceof PhoneNumber number
        ? -Long.parseLong(number.e164().substring(1))
        : (Long) who;
  }
}
