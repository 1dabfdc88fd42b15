package org.heed.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.heed.address.Times;
import org.heed.queue.Standing;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Every opt-out that was read from the gateway's log became a fact or waits for a person (L1, G2).
 * Looked at is what nobody can read otherwise: the gateway's own words as the whole reply, and
 * refusals on a number that was our sender when they were read.
 */
@Component
@Order(3)
class ReadNoCheck implements Check {
  // Skipped: read while opt-outs were not learned from replies (O5).
  private static final String NOES =
      """
      select sid, kind, number, sender, created_at, read_at, applied, skipped from gateway_log
      where sid > ? and (kind = 'REFUSAL' or upper(trim(body)) in ('STOP', 'STOPALL', 'QUIT', 'END',
        'CANCEL', 'UNSUBSCRIBE', 'OPTOUT', 'REVOKE'))
      order by sid fetch first 500 rows only
      """;
  private static final String FACTS =
      """
      select number, evidence, occurred_at,
        case when learned_from in ('REPLY', 'GATEWAY_21610') then 1 else 0 end as said
      from consent_event where number in (:numbers) and sms_status = 'DISABLED'
      """;
  private static final String LISTED = "select sid from review where sid in (:sids)";
  private static final String SENDERS =
      """
      select sender, min(attempted_at) as first_at, max(attempted_at) as last_at from attempt
      where %s and attempted_at is not null group by sender
      """
          .formatted(Standing.TEXT.of(""));

  /** The gateway names no id where it refuses at once: what is known of it is its time. */
  private static final Duration CLOCKS = Duration.ofMinutes(10);

  private record No(
      String sid, boolean reply, String number, String sender, Instant at, Instant read) {
    /** Whether a fact is this no, or staff's own who turned the phone off after it. */
    private boolean isThat(boolean said, String evidence, Instant occurredAt) {
      if (!said) {
        return !occurredAt.isBefore(at);
      }
      return reply
          ? (evidence + " ").startsWith("reply " + sid + " ")
          : evidence.contains("gateway " + sid + ",")
              || Duration.between(at, occurredAt).abs().compareTo(CLOCKS) <= 0;
    }

    private Violation violation() {
      String kind = reply ? "reply" : "refusal";
      return new Violation(
          reply ? "L1" : "G2", kind + " " + sid, Phrases.of("audit.read." + kind, number, at));
    }
  }

  private record Used(Instant first, Instant last) {}

  private final JdbcTemplate jdbc;
  private final NamedParameterJdbcTemplate named;

  ReadNoCheck(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    this.named = new NamedParameterJdbcTemplate(jdbc);
  }

  @Override
  public String run(Consumer<Violation> violated) {
    Map<String, Used> senders = new HashMap<>();
    jdbc.query(
        SENDERS,
        row -> {
          senders.put(
              row.getString(1), new Used(Times.at(row, "first_at"), Times.at(row, "last_at")));
        });
    String[] last = {""};
    long noes = 0;
    for (int found = -1; found != 0; ) {
      List<No> open = new ArrayList<>();
      found =
          jdbc.query(
                  NOES,
                  (row, n) -> {
                    last[0] = row.getString("sid");
                    No no = no(row);
                    if (counts(row, no, senders)) {
                      open.add(no);
                    }
                    return no;
                  },
                  last[0])
              .size();
      noes += open.size();
      unanswered(open).forEach(no -> violated.accept(no.violation()));
    }
    return Phrases.of("audit.read.checked", Words.count(noes, "opt-out"));
  }

  private static boolean counts(ResultSet row, No no, Map<String, Used> senders)
      throws SQLException {
    if (!row.getBoolean("applied") || row.getBoolean("skipped")) {
      return false;
    }
    Used used = senders.get(no.sender());
    return no.reply()
        || (used != null && !used.first().isAfter(no.read()) && !used.last().isBefore(no.read()));
  }

  private List<No> unanswered(List<No> noes) {
    if (noes.isEmpty()) {
      return noes;
    }
    List<No> open = new ArrayList<>(noes);
    List<String> sids = noes.stream().map(No::sid).toList();
    List<String> listed = named.queryForList(LISTED, Map.of("sids", sids), String.class);
    open.removeIf(no -> listed.contains(no.sid()));
    named.query(
        FACTS,
        Map.of("numbers", noes.stream().map(No::number).distinct().toList()),
        row -> {
          String number = row.getString("number");
          String evidence = row.getString("evidence");
          Instant at = Times.at(row, "occurred_at");
          boolean said = row.getInt("said") == 1;
          open.removeIf(no -> no.number().equals(number) && no.isThat(said, evidence, at));
        });
    return open;
  }

  private static No no(ResultSet row) throws SQLException {
    return new No(
        row.getString("sid"),
        row.getString("kind").strip().equals("REPLY"),
        row.getString("number"),
        row.getString("sender"),
        Times.at(row, "created_at"),
        Times.at(row, "read_at"));
  }
}
