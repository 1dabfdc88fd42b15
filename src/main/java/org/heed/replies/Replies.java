package org.heed.replies;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.heed.address.PhoneNumber;
import org.heed.address.Senders;
import org.heed.address.Times;
import org.heed.consent.Basis;
import org.heed.consent.ConsentLedger;
import org.heed.consent.Keywords;
import org.heed.consent.LearnedFrom;
import org.heed.consent.OptIn;
import org.heed.consent.OptOut;
import org.heed.consent.Refusal;
import org.heed.consent.Refusals;
import org.heed.consent.ReviewList;
import org.heed.queue.Standing;
import org.heed.settings.ConsentSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Applies what people replied, oldest first (L1, L2, I1). */
@Component
class Replies {
  private record Reply(
      String sid, String address, String sender, String body, Instant at, long order) {
    /** The phone it came from; null: the address does not tell. */
    @Nullable PhoneNumber from() {
      return Address.isNumber(address) ? new PhoneNumber(address) : null;
    }
  }

  private record Texted(long personId, long attemptId) {}

  private static final String PENDING =
      """
      select sid, number, sender, body, created_at, list_order from gateway_log
      where kind = 'REPLY' and applied = false order by kind, applied, created_at, list_order limit 500
      """;
  private static final String APPLIED =
      "update gateway_log set applied = true, answers = ?, skipped = ? where sid = ?";
  private static final String TAKE_UP_SKIPPED =
      "update gateway_log set applied = false, skipped = false where skipped = true";
  private static final String TEXTED =
      """
      select m.person_id, a.id from attempt a join message m on m.id = a.message_id
      where a.destination = ? and a.sender = ? and %s
        and coalesce(a.gateway_at, a.attempted_at) <= ?
      order by a.destination desc, a.attempted_at desc, a.id desc limit 1
      """
          .formatted(Standing.MAY_HAVE_LEFT.byText().of("a"));
  // The second the text was made in, and the clocks' difference.
  private static final Duration CLOCKS = Duration.ofSeconds(5);

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final ConsentLedger ledger;
  private final Keywords keywords;
  private final ReviewList review;
  private final Senders senders;
  private final ReviewNotices notices;
  private final ConsentSettings properties;

  Replies(
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      ConsentLedger ledger,
      Keywords keywords,
      ReviewList review,
      Senders senders,
      ReviewNotices notices,
      ConsentSettings properties) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.ledger = ledger;
    this.keywords = keywords;
    this.review = review;
    this.senders = senders;
    this.notices = notices;
    this.properties = properties;
  }

  /** Applies every reply that is kept and not applied yet. */
  void apply() {
    if (properties.learnFromReplies()) {
      transaction.executeWithoutResult(status -> jdbc.update(TAKE_UP_SKIPPED));
    }
    boolean more = true;
    while (more) {
      more = Boolean.TRUE.equals(transaction.execute(status -> applySome()));
    }
    transaction.executeWithoutResult(status -> review.bringUpToDate());
  }

  private Optional<Refusal> doubtfulOptIn(String body) {
    return keywords.mayBeOptIn(body) ? Optional.of(Refusal.LOOKS_LIKE) : Optional.empty();
  }

  private boolean applySome() {
    List<Reply> pending = jdbc.query(PENDING, (row, n) -> read(row));
    if (pending.isEmpty()) {
      return false;
    }
    List<OptOut> outs = new ArrayList<>();
    List<OptIn> ins = new ArrayList<>();
    List<ReviewList.Reply> doubtful = new ArrayList<>();
    Map<String, Long> answers = new HashMap<>();
    Set<String> skipped = new HashSet<>();
    for (Reply reply : pending) {
      PhoneNumber from = reply.from();
      switch (keywords.read(reply.body())) {
        case NONE -> {
          Refusals.read(reply.body())
              .or(() -> doubtfulOptIn(reply.body()))
              .ifPresent(
                  reading ->
                      doubtful.add(listed(reply, from == null ? Refusal.LOOKS_LIKE : reading)));
        }
        case OPT_OUT -> {
          if (from == null) {
            doubtful.add(listed(reply, Refusal.LOOKS_LIKE));
            continue;
          }
          if (!properties.learnFromReplies()) {
            skipped.add(reply.sid());
            continue;
          }
          flushIns(ins);
          Texted texted = texted(reply);
          if (texted != null) {
            answers.put(reply.sid(), texted.attemptId());
          }
          outs.add(optOut(reply, from, texted));
        }
        case OPT_IN -> {
          flushOuts(outs);
          optIn(reply, from, false, ins);
        }
        case YES -> {
          flushOuts(outs);
          optIn(reply, from, true, ins);
        }
      }
    }
    flushIns(ins);
    flushOuts(outs);
    notices.tell(review.add(doubtful));
    jdbc.batchUpdate(
        APPLIED,
        pending.stream()
            .map(
                reply ->
                    new @Nullable Object[] {
                      answers.get(reply.sid()), skipped.contains(reply.sid()), reply.sid()
                    })
            .toList());
    return true;
  }

  /** An opt-out counts whatever it was sent to; what is no number stands in the evidence. */
  private OptOut optOut(Reply reply, PhoneNumber from, @Nullable Texted texted) {
    boolean number = Address.isNumber(reply.sender());
    return new OptOut(
        from,
        texted == null ? null : texted.personId(),
        number ? new PhoneNumber(reply.sender()) : null,
        reply.at(),
        reply.order(),
        LearnedFrom.REPLY,
        evidence(reply) + (number || reply.sender().isEmpty() ? "" : " to " + reply.sender()));
  }

  /** To another number of the account, a booking bot's, it turns nobody's texts on (I1). */
  private void optIn(Reply reply, @Nullable PhoneNumber from, boolean yes, List<OptIn> ins) {
    if (from != null && senders.isOne(reply.sender())) {
      PhoneNumber sender = new PhoneNumber(reply.sender());
      Basis words = Basis.reply(reply.body(), reply.at());
      ins.add(new OptIn(from, sender, reply.at(), reply.order(), evidence(reply), yes, words));
    }
  }

  private static String evidence(Reply reply) {
    return "reply " + reply.sid();
  }

  /** Of one whose address tells no phone nobody can be held. */
  private ReviewList.Reply listed(Reply reply, Refusal reading) {
    Texted texted = texted(reply);
    return new ReviewList.Reply(
        reply.sid(),
        reply.address(),
        reply.sender(),
        reply.body(),
        reply.at(),
        reading,
        texted == null ? null : texted.personId());
  }

  private void flushOuts(List<OptOut> outs) {
    if (!outs.isEmpty()) {
      ledger.optOut(List.copyOf(outs));
      outs.clear();
    }
  }

  private void flushIns(List<OptIn> ins) {
    if (!ins.isEmpty()) {
      ledger.optIn(List.copyOf(ins));
      ins.clear();
    }
  }

  /** The text that this replies to, and whom it was for (O7); null: none that is known. */
  private @Nullable Texted texted(Reply reply) {
    List<Texted> texts =
        jdbc.query(
            TEXTED,
            (row, n) -> new Texted(row.getLong(1), row.getLong(2)),
            reply.address(),
            reply.sender(),
            reply.at().plus(CLOCKS).atOffset(ZoneOffset.UTC));
    return texts.isEmpty() ? null : texts.get(0);
  }

  private static Reply read(ResultSet row) throws SQLException {
    String body = row.getString("body");
    return new Reply(
        row.getString("sid"),
        row.getString("number"),
        row.getString("sender"),
        body == null ? "" : body,
        Times.at(row, "created_at"),
        row.getLong("list_order"));
  }
}
