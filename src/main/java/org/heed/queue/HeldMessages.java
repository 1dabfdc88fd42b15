package org.heed.queue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.heed.address.PhoneNumber;
import org.heed.storage.StorageGuard;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The rest of what is paused or cancelled, page by page: of a campaign everything that has not
 * left, of a sender its texts. An email that takes a refused text's place is no rest; it goes (O4).
 */
@Component
public class HeldMessages {
  private static final int PAGE = 1000;

  private static final String NOT_BEGUN =
      """
      and not exists (select 1 from intent i where i.message_id = m.id)
      and not exists (select 1 from attempt a where a.message_id = m.id and a.status || '' = 'READY')
      """;
  private static final String TO_HOLD =
      """
      and (m.status || '' = 'READY' or (m.status || '' = 'HELD' and coalesce(m.reason, '') <> 'PAUSED'))
      """
          + NOT_BEGUN;
  private static final String TO_CANCEL = "and m.status || '' in ('READY', 'HELD')\n" + NOT_BEGUN;
  private static final String TO_RELEASE = "and m.status || '' = 'HELD' and m.reason = 'PAUSED'\n";
  private static final String OF_CAMPAIGN =
      "select m.id, m.line from message m where m.campaign_id = :campaign and m.line > :last\n";
  private static final String BY_LINE = "order by m.campaign_id, m.line limit " + PAGE;
  private static final String OF_SENDER =
      """
      select m.id, m.id from message m
      where m.status = :status and m.channel = 'SMS' and m.id > :last and m.sender = :sender
      """;
  private static final String BY_ID = "order by m.status, m.channel, m.id limit " + PAGE;
  private static final String ANY_OF_CAMPAIGN =
      "select m.id from message m where m.campaign_id = ?\n";
  private static final String FOLLOWED =
      """
      and m.status || '' in ('READY', 'HELD')
      and not exists (select 1 from attempt a where a.message_id = m.id and a.status || '' = 'READY')
      order by m.campaign_id, m.line limit 1
      """;
  private static final String HOLD =
      """
      update message set status = 'HELD', reason = 'PAUSED', error = :error, held_until = null
      where id in (:ids) and status || '' in ('READY', 'HELD')
      """;
  private static final String CANCEL =
      """
      update message m set status = 'CANCELLED', channel = null, destination = null,
        reason = 'CANCELLED', error = :error, held_until = null
      where m.id in (:ids) and m.status || '' in ('READY', 'HELD')
      """
          + NOT_BEGUN;
  private static final String RELEASE =
      Messages.TO_BE_ROUTED + "id in (:ids) and status || '' = 'HELD' and reason = 'PAUSED'";
  private static final String COUNT_CAMPAIGN =
      "select count(*) from message m where m.campaign_id = ?\n" + TO_RELEASE;
  private static final String COUNT_SENDER =
      """
      select count(*) from message m
      where m.status = 'HELD' and m.channel = 'SMS' and m.sender = ? and m.reason = 'PAUSED'
      """;

  /** A message, and where the next page goes on. */
  private record Place(long id, long place) {}

  private final JdbcTemplate jdbc;
  private final NamedParameterJdbcTemplate named;
  private final StorageGuard guard;

  HeldMessages(JdbcTemplate jdbc, StorageGuard guard) {
    this.jdbc = jdbc;
    this.named = new NamedParameterJdbcTemplate(jdbc);
    this.guard = guard;
  }

  /** True: something of the campaign has not left yet, or may not have. */
  public boolean isOpen(long campaignId) {
    return !jdbc.queryForList(ANY_OF_CAMPAIGN + FOLLOWED, Long.class, campaignId).isEmpty();
  }

  /** Holds what has not left; the words stand beside each message. */
  public void hold(PauseScope scope, String error) {
    each(scope, TO_HOLD, List.of("READY", "HELD"), HOLD, Map.of("error", error));
  }

  /** Ends what has not left (C1); the words stand beside each message. */
  public void cancel(long campaignId, String error) {
    each(PauseScope.campaign(campaignId), TO_CANCEL, List.of(), CANCEL, Map.of("error", error));
  }

  /** Queues what was held; it is routed anew. */
  public void release(PauseScope scope) {
    each(scope, TO_RELEASE, List.of("HELD"), RELEASE, Map.of());
  }

  /** How many wait for the resume. */
  public long count(PauseScope scope) {
    PhoneNumber sender = scope.sender();
    Long count =
        sender == null
            ? jdbc.queryForObject(COUNT_CAMPAIGN, Long.class, scope.campaignId())
            : jdbc.queryForObject(COUNT_SENDER, Long.class, sender.e164());
    return count == null ? 0 : count;
  }

  private void each(
      PauseScope scope,
      String which,
      List<String> statuses,
      String update,
      Map<String, Object> parameters) {
    PhoneNumber sender = scope.sender();
    if (sender == null) {
      long campaign = Objects.requireNonNull(scope.campaignId());
      eachPage(OF_CAMPAIGN + which + BY_LINE, Map.of("campaign", campaign), update, parameters);
      return;
    }
    for (String status : statuses) {
      Map<String, Object> key = Map.of("status", status, "sender", sender.e164());
      eachPage(OF_SENDER + which + BY_ID, key, update, parameters);
    }
  }

  private void eachPage(
      String select, Map<String, Object> key, String update, Map<String, Object> parameters) {
    List<Place> page = page(select, key, 0);
    while (!page.isEmpty()) {
      guard.room();
      Map<String, Object> all = new HashMap<>(parameters);
      all.put("ids", page.stream().map(Place::id).toList());
      named.update(update, all);
      page = page(select, key, page.get(page.size() - 1).place());
    }
  }

  private List<Place> page(String select, Map<String, Object> key, long last) {
    Map<String, Object> all = new HashMap<>(key);
    all.put("last", last);
    return named.query(select, all, (row, n) -> new Place(row.getLong(1), row.getLong(2)));
  }
}
