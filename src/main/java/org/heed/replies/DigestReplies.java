package org.heed.replies;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.heed.address.Times;
import org.heed.consent.Keywords;
import org.heed.consent.Refusal;
import org.heed.queue.Standing;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Replies that no digest has told of yet (L6), each with whose it is and what it answers. */
@Component
class DigestReplies {
  /** So many are in one digest at most; the rest is in the next. */
  static final int MOST = 5000;

  private static final String SENDERS =
      """
      select distinct sender from gateway_log
      where digested = false and kind = 'REPLY' and applied = true order by sender
      """;
  private static final String UNTOLD =
      """
      select g.sid, g.number, g.body, g.created_at, c.name as campaign, p.student_id, p.first_name,
        p.last_name, r.reads_as, r.due_on
      from (select l.*, (select a.id from attempt a
            where a.destination = l.number and a.sender = l.sender and %s
              and a.attempted_at <= l.created_at
            order by a.attempted_at desc, a.id desc fetch first 1 row only) as answered,
          (select min(o.person_id) from listing o where o.number = l.number) as lister
        from gateway_log l
        where l.digested = false and l.kind = 'REPLY' and l.applied = true and l.sender = ?
        order by l.created_at, l.list_order fetch first 5000 rows only) g
      left join attempt a on a.id = g.answered
      left join message m on m.id = a.message_id
      left join campaign c on c.id = m.campaign_id
      left join person p on p.id = coalesce(m.person_id, g.lister)
      left join review r on r.sid = g.sid
      order by g.created_at, g.list_order
      """
          .formatted(Standing.TEXT.unindexed("a"));
  private static final String TOLD = "update gateway_log set digested = true where sid = ?";

  private final JdbcTemplate jdbc;
  private final Keywords keywords;

  DigestReplies(JdbcTemplate jdbc, Keywords keywords) {
    this.jdbc = jdbc;
    this.keywords = keywords;
  }

  /** What a reply is for who reads it; the order is theirs, refusals first. */
  enum Kind {
    STOP,
    REFUSAL,
    START,
    OTHER;

    /** Behind a count: {@code 3 say STOP}. */
    String words(int count) {
      return Phrases.of("digest.kind." + name(), count);
    }
  }

  /**
   * A reply.
   *
   * @param from the number, or what else the gateway calls it
   * @param campaign the one whose text it answers; null: none is known
   * @param due until when somebody decides about it; null: nothing is to be decided
   */
  record Reply(
      String sid,
      String from,
      String body,
      Instant at,
      Kind kind,
      @Nullable String campaign,
      @Nullable String student,
      @Nullable String first,
      @Nullable String last,
      @Nullable String readsAs,
      @Nullable String due) {}

  /** Whom the untold ones were sent to. */
  List<String> senders() {
    return jdbc.queryForList(SENDERS, String.class);
  }

  /** The oldest untold ones to a sender. */
  List<Reply> untold(String sender) {
    return jdbc.query(UNTOLD, (row, n) -> read(row), sender);
  }

  /** They are told of, in the caller's transaction. */
  void told(List<Reply> replies) {
    jdbc.batchUpdate(TOLD, replies.stream().map(one -> new Object[] {one.sid()}).toList());
  }

  private Reply read(ResultSet row) throws SQLException {
    String body = String.valueOf(row.getString("body"));
    String due = row.getString("due_on");
    String reading = row.getString("reads_as");
    return new Reply(
        row.getString("sid"),
        row.getString("number"),
        body,
        Times.at(row, "created_at"),
        kind(body, due != null),
        row.getString("campaign"),
        row.getString("student_id"),
        row.getString("first_name"),
        row.getString("last_name"),
        reading == null ? null : Refusal.valueOf(reading.strip()).words(),
        due);
  }

  private Kind kind(String body, boolean listed) {
    return switch (keywords.read(body)) {
      case OPT_OUT -> Kind.STOP;
      case OPT_IN, YES -> Kind.START;
      case NONE -> listed ? Kind.REFUSAL : Kind.OTHER;
    };
  }
}
