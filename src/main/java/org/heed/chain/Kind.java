package org.heed.chain;

import org.heed.words.Phrases;

/**
 * What is chained, each by the columns that never change once its row is there. A column that is
 * added here must be null in the rows there were before: what is null is no part of a fact.
 */
public enum Kind {
  CONSENT(
      "consent_event",
      "id",
      true,
      "",
      """
      select id, number, person_id, sms_status, occurred_at, list_order, here_at, override_of_said,
        recorded_at, learned_from, sender, said_from, error_code, error, evidence, reason,
        basis, basis_source, wording_hash, captured_at, captured_by
      from consent_event
      """,
      "recorded_at"),
  HOLD(
      "hold_fact",
      "id",
      true,
      "",
      """
      select id, review_id, fact, number, person_id, sid, sender, body, said_at, staff, reason,
        recorded_at
      from hold_fact
      """,
      "recorded_at"),
  REVIEW(
      "review",
      "id",
      false,
      " and hold_state is null and dismissed_at is not null",
      """
      select id, sid, number, sender, body, replied_at, dismissed_at, staff, reason
      from review
      """,
      "dismissed_at"),
  DECISION(
      "decision",
      "id",
      true,
      "",
      """
      select id, message_id, attempt_id, verdict, staff, reason, decided_at
      from decision
      """,
      "decided_at"),
  PAUSE(
      "pause",
      "id",
      true,
      "",
      """
      select id, campaign_id, sender, texts, opt_outs, run_id, paused_at
      from pause
      """,
      "paused_at"),
  RESUMPTION(
      "resumption",
      "pause_id",
      false,
      "",
      """
      select pause_id, counted_after, staff, reason, resumed_at
      from resumption
      """,
      "resumed_at"),
  CANCELLATION(
      "cancellation",
      "campaign_id",
      false,
      "",
      """
      select campaign_id, staff, reason, file_id, cancelled_at
      from cancellation
      """,
      "cancelled_at");

  /** How far behind the latest sealed one a row can still appear; writers commit few at a time. */
  private static final long LATE = 5000;

  private final String table;
  private final String key;
  private final boolean counted;
  private final String condition;
  private final String rows;
  private final String time;

  Kind(String table, String key, boolean counted, String condition, String rows, String time) {
    this.table = table;
    this.key = key;
    this.counted = counted;
    this.condition = condition;
    this.rows = rows;
    this.time = time;
  }

  /** As people call one. */
  public String words() {
    return Phrases.of("chain.kind." + name());
  }

  String key() {
    return key;
  }

  String time() {
    return time;
  }

  /** The first id that may not be sealed yet, less one; the ids of some are no count. */
  long from(long sealedTo) {
    return counted ? Math.max(-1, sealedTo - LATE) : -1;
  }

  /** Those after an id that are not sealed; takes that id, this kind and how many at most. */
  String unsealed() {
    return rows + after() + " order by " + key + " fetch first ? rows only";
  }

  String countUnsealed() {
    return "select count(*) from " + table + after();
  }

  String lowestUnsealed() {
    return "select "
        + key
        + " from "
        + table
        + after()
        + " order by "
        + key
        + " fetch first 500 rows only";
  }

  /** Those about some phones, people and messages. */
  String about() {
    String messages = "(select %s from message where id in (:messages))";
    String paused =
        "(campaign_id in "
            + messages.formatted("campaign_id")
            + " or sender in "
            + messages.formatted("sender")
            + ")";
    String which =
        switch (this) {
          case CONSENT, REVIEW -> "number in (:numbers)";
          case HOLD ->
              "review_id in (select review_id from hold_fact where number in (:numbers) or"
                  + " person_id in (:people))";
          case DECISION -> "message_id in (:messages)";
          case PAUSE -> paused;
          case RESUMPTION -> "pause_id in (select id from pause where " + paused + ")";
          case CANCELLATION -> "campaign_id in " + messages.formatted("campaign_id");
        };
    return rows + " where " + which + condition + " order by " + key;
  }

  /** Those of {@code :ids}. */
  String some() {
    return rows + " where " + key + " in (:ids)" + condition;
  }

  private String after() {
    return (" where %2$s > ?"
            + condition
            + " and not exists"
            + " (select 1 from chain_link l where l.kind = ? and l.fact_id = %1$s.%2$s)")
        .formatted(table, key);
  }
}
