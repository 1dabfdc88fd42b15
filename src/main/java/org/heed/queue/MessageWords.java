package org.heed.queue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.heed.queue.Messages.NewMessage;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

/** The hashes of what makes another message the same (R12), each a row of its own. */
final class MessageWords {
  private static final String FORGET =
      """
      delete from message_words where message_id in
        (select m.id from message m join campaign c on c.id = m.campaign_id where c.file_id = ?)
      """;
  private static final String IDS =
      "select id, line from message where campaign_id = ? and line between ? and ?";
  private static final String ADD = "insert into message_words (words, message_id) values (?, ?)";
  private static final String NONE = "delete from message_words where message_id = ?";

  private final JdbcTemplate jdbc;

  MessageWords(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Adds those of messages that have just been queued. */
  void add(List<NewMessage> messages) {
    messages.stream()
        .collect(Collectors.groupingBy(NewMessage::campaignId))
        .forEach(
            (campaign, some) -> {
              Map<Long, Long> ids = ids(campaign, some);
              Map<Long, List<Long>> words = new HashMap<>();
              some.forEach(
                  one -> words.put(Objects.requireNonNull(ids.get(one.line())), one.words()));
              add(words);
            });
  }

  private Map<Long, Long> ids(long campaign, List<NewMessage> messages) {
    LongSummaryStatistics lines = messages.stream().mapToLong(NewMessage::line).summaryStatistics();
    Map<Long, Long> ids = new HashMap<>();
    jdbc.query(
        IDS,
        (RowCallbackHandler) row -> ids.put(row.getLong("line"), row.getLong("id")),
        campaign,
        lines.getMin(),
        lines.getMax());
    return ids;
  }

  /** Sets those of messages, by their ids. */
  void set(Map<Long, List<Long>> words) {
    jdbc.batchUpdate(NONE, words.keySet().stream().map(id -> new Object[] {id}).toList());
    add(words);
  }

  private void add(Map<Long, List<Long>> words) {
    List<Object[]> rows = new ArrayList<>();
    words.forEach((id, some) -> some.forEach(one -> rows.add(new Object[] {one, id})));
    jdbc.batchUpdate(ADD, rows);
  }

  /** Takes back those of what a file queued. */
  void forget(long fileId) {
    jdbc.update(FORGET, fileId);
  }
}
