package org.heed.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.heed.address.PhoneNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** What is routed to SMS, page by page in queue order. */
@Component
public class TextQueue {
  // All who list a number are in one lane, so one of them will do: thousands may list a dummy.
  private static final String TEXT =
      """
      select m.id, m.campaign_id, m.person_id, m.sender, m.destination, p.lane,
        (select q.lane from listing l join person q on q.id = l.person_id
          where l.number = m.destination fetch first 1 row only) as shared
      from message m join person p on p.id = m.person_id
      """;
  private static final String PAGE =
      TEXT
          + """
          where m.id in (select id from message
            where status = 'READY' and channel = 'SMS' and id > ? %s order by status, channel, id limit 500)
          """;
  private static final String PAGE_OF_LANES =
      TEXT
          + """
          where m.id in (select n.id from message n join person p on p.id = n.person_id
            where n.status = 'READY' and n.channel = 'SMS' and n.id > :last %s and LANE in (:lanes)
            order by n.status, n.channel, n.id limit 500)
          """
              .replace("LANE", LaneNumber.OF_PERSON);
  // A phone that its person lists no more is of another lane.
  private static final String SPLIT =
      """
      select m.id from message m join person p on p.id = m.person_id
      where m.status = 'READY' and m.channel = 'SMS' %s and p.lane <> coalesce(
        (select q.lane from listing l join person q on q.id = l.person_id
          where l.number = m.destination fetch first 1 row only), -1)
      limit 1
      """;
  private static final String BY_ID =
      TEXT
          + """
          where m.id in (:ids) and m.status || '' = 'READY' and m.channel || '' = 'SMS'
            and not exists (select 1 from cancellation c where c.campaign_id = m.campaign_id)
          """;
  private static final String IN_DOUBT =
      TEXT
          + """
          where m.status = 'IN_DOUBT' and m.channel = 'SMS' and m.destination is not null
          """;
  private static final String ANY =
      """
      select id from message where status = 'READY' and channel = 'SMS' %s
      order by status, channel, id limit 1
      """;

  private static final String SIZE =
      "select count(*) from message where status = 'READY' and channel = 'SMS'";

  private final JdbcTemplate jdbc;
  private final NamedParameterJdbcTemplate named;
  private final OnlyCampaign only;
  private long last;
  private @Nullable Set<Integer> lanes;

  TextQueue(JdbcTemplate jdbc, OnlyCampaign only) {
    this.only = only;
    this.jdbc = jdbc;
    this.named = new NamedParameterJdbcTemplate(jdbc);
  }

  /** Begins again at the oldest. */
  public void rewind() {
    rewind(null);
  }

  /**
   * Begins again at the oldest.
   *
   * @param lanes only what falls into these; null: everything
   */
  public void rewind(@Nullable Set<Integer> lanes) {
    this.lanes = lanes;
    last = 0;
  }

  public long size() {
    Long size = jdbc.queryForObject(SIZE + only.and(), Long.class);
    return size == null ? 0 : size;
  }

  public boolean isEmpty() {
    return jdbc.queryForList(ANY.formatted(only.and()), Long.class).isEmpty();
  }

  /** Whether there are texts of two lanes, which may be two processes'. */
  public boolean hasSplit() {
    return !jdbc.queryForList(SPLIT.formatted(only.and()), Long.class).isEmpty();
  }

  /** The next at most 500; empty: there are no more. */
  public List<QueuedText> next() {
    List<QueuedText> page = page();
    page.sort(Comparator.comparing(QueuedText::id));
    if (!page.isEmpty()) {
      last = page.get(page.size() - 1).id();
    }
    return page;
  }

  private List<QueuedText> page() {
    Set<Integer> some = lanes;
    if (some == null) {
      return jdbc.query(PAGE.formatted(only.and()), TextQueue::read, last);
    }
    return some.isEmpty()
        ? new ArrayList<>()
        : named.query(
            PAGE_OF_LANES.formatted(only.and()),
            Map.of("last", last, "lanes", some),
            TextQueue::read);
  }

  /** Those of these messages that are still to be texted, as they are routed now. */
  public List<QueuedText> again(Collection<Long> ids) {
    return named.query(BY_ID, Map.of("ids", ids), TextQueue::read);
  }

  /** Texts of which nobody can tell yet whether they went or were refused. */
  public List<QueuedText> inDoubt() {
    return jdbc.query(IN_DOUBT, TextQueue::read);
  }

  private static QueuedText read(ResultSet row, int n) throws SQLException {
    PhoneNumber to = new PhoneNumber(row.getString("destination"));
    long own = row.getLong("lane");
    long shared = row.getLong("shared");
    Object other = row.wasNull() ? to : (Object) shared;
    return new QueuedText(
        row.getLong("id"),
        row.getLong("campaign_id"),
        row.getLong("person_id"),
        new PhoneNumber(row.getString("sender")),
        to,
        other.equals(own) ? List.of(own) : List.of(own, other));
  }
}
