package org.heed.night;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.heed.address.Times;
import org.heed.job.Night;
import org.heed.queue.LaneNumber;
import org.heed.queue.MessageStatus;
import org.heed.queue.OnlyCampaign;
import org.heed.queue.Standing;
import org.heed.routing.Router;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

/**
 * Reads what is to be routed, page by page along the queue's index. It keeps no position of its
 * own: what was routed no longer answers to the question.
 */
public final class QueueReader implements ItemStreamReader<Router.Routable> {
  static final int PAGE = 500;
  private static final String READY =
      """
      select m.id, m.campaign_id, m.send_after, m.person_id, m.named_number,
        nullif(coalesce(m.email, p.email), '') as email
      from message m join person p on p.id = m.person_id
      where m.id in (select id from message
        where %s and channel is null and id > ? %%s %%s
        order by status, channel, id limit 500)
      order by m.id
      """
          .formatted(Standing.in(MessageStatus.READY).of(""));
  private static final String HELD_AND_DUE =
      """
      select m.id, m.campaign_id, m.send_after, m.person_id, m.named_number,
        nullif(coalesce(m.email, p.email), '') as email
      from message m join person p on p.id = m.person_id
      where m.id in (select id from message
        where %s and id > ? and held_until <= ? %%s
        order by status, channel, id limit 500)
      order by m.id
      """
          .formatted(Standing.in(MessageStatus.HELD).byText().of(""));
  private static final String NOT_ACCEPTED = "select id from campaign where accepted_at is null";

  private final JdbcTemplate jdbc;
  private final Router router;
  private final OnlyCampaign only;
  private final Supplier<Night.Mode> mode;
  private final InstantSource clock;
  private final Deque<Router.Routable> page = new ArrayDeque<>();
  private final Set<Long> notAccepted = new HashSet<>();
  private @Nullable Set<Integer> lanes;
  private long last;
  private Instant now = Instant.EPOCH;

  /**
   * @param clock tells what is due
   */
  public QueueReader(
      JdbcTemplate jdbc,
      OnlyCampaign only,
      Router router,
      Supplier<Night.Mode> mode,
      InstantSource clock) {
    this.only = only;
    this.jdbc = jdbc;
    this.router = router;
    this.mode = mode;
    this.clock = clock;
  }

  @Override
  public void open(ExecutionContext context) {
    begin(null);
  }

  /**
   * Begins at the oldest.
   *
   * @param lanes only what falls into these; null: everything
   */
  void begin(@Nullable Set<Integer> lanes) {
    this.lanes = lanes;
    page.clear();
    last = 0;
    now = clock.instant();
    notAccepted.clear();
    notAccepted.addAll(jdbc.queryForList(NOT_ACCEPTED, Long.class));
  }

  @Override
  public Router.@Nullable Routable read() {
    while (page.isEmpty()) {
      if (!nextPage()) {
        return null;
      }
    }
    return page.poll();
  }

  /** What the rules say of the next at most 500; empty: there are no more. */
  List<Router.Routed> routed() {
    List<Router.Routed> routed = new ArrayList<>();
    while (routed.size() < PAGE) {
      Router.Routable next = read();
      if (next == null) {
        break;
      }
      routed.add(router.route(next));
    }
    return routed;
  }

  private boolean nextPage() {
    long before = last;
    List<Router.Routable> due = new ArrayList<>();
    switch (mode.get()) {
      case WHOLE ->
          jdbc.query(
              READY.formatted(only.and(), LaneNumber.among(lanes)),
              (RowCallbackHandler) row -> take(row, due),
              last);
      case HELD ->
          jdbc.query(
              HELD_AND_DUE.formatted(only.and()),
              (RowCallbackHandler) row -> take(row, due),
              last,
              Times.utc(now));
      case SETTLE -> {}
    }
    page.addAll(router.withQuestions(due, now));
    return last > before;
  }

  private void take(ResultSet row, List<Router.Routable> due) throws SQLException {
    last = Math.max(last, row.getLong("id"));
    OffsetDateTime after = row.getObject("send_after", OffsetDateTime.class);
    if (!notAccepted.contains(row.getLong("campaign_id"))
        && (after == null || !after.toInstant().isAfter(now))) {
      due.add(Router.read(row));
    }
  }
}
