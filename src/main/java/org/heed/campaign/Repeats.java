package org.heed.campaign;

import static java.util.stream.Collectors.joining;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heed.address.Institution;
import org.heed.address.PhoneNumber;
import org.heed.csv.Cells;
import org.heed.people.People;
import org.heed.queue.MessageStatus;
import org.heed.queue.Standing;
import org.heed.settings.ImportSettings;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;

/** Finds messages that are queued, or were sent not long ago, from another file (R12). */
@Component
public class Repeats {
  // The status as an expression: HSQLDB would go through all of that status. Each page's words one
  // by one, and in the text itself: PostgreSQL would go through all of the queue with each page, by
  // statistics from when there was none, or by a plan that it made for parameters then.
  private static final String EARLIER =
      """
      select m.person_id, m.named_number, m.sender, m.body, m.line, m.status, p.student_id, f.name,
        c.file_id, k.words,
        (select max(coalesce(a.ended_at, a.attempted_at)) from attempt a where a.message_id = m.id)
          as tried_at
      from (values %%s) k (words),
      lateral (select message_id from message_words where words = k.words offset 0 rows) w
      join message m on m.id = w.message_id
      join person p on p.id = m.person_id
      join campaign c on c.id = m.campaign_id
      join import_file f on f.id = c.file_id
      where %s
      """
          .formatted(
              Standing.in(
                      MessageStatus.READY,
                      MessageStatus.HELD,
                      MessageStatus.SENDING,
                      MessageStatus.IN_DOUBT,
                      MessageStatus.UNKNOWN,
                      MessageStatus.SENT,
                      MessageStatus.DELIVERED)
                  .unindexed("m"));

  private final JdbcTemplate jdbc;
  private final ImportSettings properties;
  private final Institution institution;
  private final Clock clock;

  Repeats(JdbcTemplate jdbc, ImportSettings properties, Institution institution, Clock clock) {
    this.jdbc = jdbc;
    this.properties = properties;
    this.institution = institution;
    this.clock = clock;
  }

  /** One that is in the database; {@code sentAt} null: it is queued. */
  private record Earlier(
      long person,
      @Nullable String student,
      @Nullable String phone,
      String sender,
      String body,
      String file,
      long line,
      @Nullable Instant sentAt) {

    boolean is(Draft draft) {
      PhoneNumber named = draft.phone();
      boolean samePhone = named != null && named.e164().equals(phone);
      String id = draft.person().studentId();
      // Two students who share a phone are two; a row that names the phone alone is for the phone.
      boolean others = !draft.byPhone() && student != null && id != null && !id.equals(student);
      return sender.equals(draft.sender().number().e164())
          && Cells.sameWords(body).equals(Cells.sameWords(draft.body()))
          && (person == draft.person().id() || (samePhone && !others));
    }
  }

  /**
   * Why drafts are not queued, by line; those left out are new.
   *
   * @param fileId their own file
   */
  public Map<Long, String> find(List<Draft> drafts, long fileId) {
    Map<Long, List<Earlier>> found = new HashMap<>();
    read(drafts.stream().flatMap(draft -> draft.words().stream()).toList(), fileId, found);
    Map<Long, String> repeated = new HashMap<>();
    for (Draft draft : found.isEmpty() ? List.<Draft>of() : drafts) {
      draft.words().stream()
          .flatMap(words -> found.getOrDefault(words, List.of()).stream())
          .filter(earlier -> earlier.is(draft))
          .findFirst()
          .ifPresent(earlier -> repeated.put(draft.line(), told(earlier)));
    }
    return repeated;
  }

  private void read(Collection<Long> words, long fileId, Map<Long, List<Earlier>> found) {
    Instant since = clock.instant().minus(Duration.ofDays(properties.repeatDays()));
    People.pages(
        words,
        page ->
            jdbc.query(
                EARLIER.formatted(
                    page.stream().map(word -> "(" + word + ")").collect(joining(","))),
                (RowCallbackHandler)
                    row -> {
                      Earlier earlier = earlier(row);
                      Instant sentAt = earlier.sentAt();
                      if (row.getLong("file_id") != fileId
                          && (sentAt == null || !sentAt.isBefore(since))) {
                        found
                            .computeIfAbsent(row.getLong("words"), key -> new ArrayList<>(1))
                            .add(earlier);
                      }
                    }));
  }

  private static Earlier earlier(ResultSet row) throws SQLException {
    MessageStatus status = MessageStatus.valueOf(row.getString("status").strip());
    OffsetDateTime tried = row.getObject("tried_at", OffsetDateTime.class);
    boolean sent = status.isTaken();
    return new Earlier(
        row.getLong("person_id"),
        row.getString("student_id"),
        row.getString("named_number"),
        row.getString("sender"),
        row.getString("body"),
        row.getString("name"),
        row.getLong("line"),
        sent && tried != null ? tried.toInstant() : null);
  }

  private String told(Earlier earlier) {
    Instant sentAt = earlier.sentAt();
    return sentAt == null
        ? Phrases.of("row.repeat.queued", earlier.file(), earlier.line())
        : Phrases.of(
            "row.repeat.sent",
            earlier.file(),
            earlier.line(),
            Words.date(sentAt.atZone(institution.zone())));
  }
}
