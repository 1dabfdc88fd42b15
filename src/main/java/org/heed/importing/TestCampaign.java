package org.heed.importing;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneType;
import org.heed.address.Times;
import org.heed.csv.FileKind;
import org.heed.intake.ImportFile;
import org.heed.intake.ImportFiles;
import org.heed.intake.Notified;
import org.heed.people.Listing;
import org.heed.people.People;
import org.heed.people.Whose;
import org.heed.queue.Messages;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A campaign's first message for one phone alone, to be looked at before the campaign goes (C2): a
 * campaign of its own, so that every report shows it as a test and the campaign's rows stay theirs.
 */
@Component
public class TestCampaign {
  private static final int POSITION = 100;

  /** Of no file there is. */
  private static final String NO_CONTENT = "0".repeat(64);

  private static final String FIRST =
      """
      select sender, body, subject, urgent from message where campaign_id = ?
      order by campaign_id, line fetch first 1 row only
      """;
  private static final String CAMPAIGN = "select id from campaign where file_id = ?";

  private record First(String sender, String body, @Nullable String subject, boolean urgent) {}

  private final ImportFiles files;
  private final Loading loading;
  private final People people;
  private final Messages messages;
  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;

  TestCampaign(
      ImportFiles files,
      Loading loading,
      People people,
      Messages messages,
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      Clock clock) {
    this.files = files;
    this.loading = loading;
    this.people = people;
    this.messages = messages;
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Queues the test; its message goes by text or not at all.
   *
   * @return its campaign, called after the other; empty: that one has no message
   */
  public Optional<Long> queue(long campaignId, String name, PhoneNumber to) {
    List<First> first =
        jdbc.query(
            FIRST,
            (row, n) ->
                new First(row.getString(1), row.getString(2), row.getString(3), row.getBoolean(4)),
            campaignId);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    long file =
        Objects.requireNonNull(
            transaction.execute(status -> add(campaignId, name + " (test)", first.get(0), to)));
    loading.finish(file);
    return jdbc.queryForList(CAMPAIGN, Long.class, file).stream().findFirst();
  }

  private long add(long campaignId, String title, First first, PhoneNumber to) {
    OffsetDateTime now = Times.now(clock);
    ImportFile file = files.take(title, "test of " + campaignId, NO_CONTENT, true, now.toInstant());
    files.kind(file.id(), FileKind.CAMPAIGN);
    loading.begin(file, FileKind.CAMPAIGN, new Notified(), null);
    long test = Objects.requireNonNull(jdbc.queryForObject(CAMPAIGN, Long.class, file.id()));
    messages.enqueue(List.of(message(test, first, person(to, title, now), to, now)));
    files.progress(file.id(), 1, 1, List.of());
    files.answered(file.id());
    return file.id();
  }

  private static Messages.NewMessage message(
      long campaign, First first, long person, PhoneNumber to, OffsetDateTime now) {
    // Without an address: it never goes by email. Without words to be known by: it is no repeat.
    return new Messages.NewMessage(
        campaign,
        1,
        person,
        to.e164(),
        first.sender(),
        first.body(),
        first.subject(),
        "",
        "hold",
        null,
        first.urgent(),
        now,
        List.of());
  }

  private long person(PhoneNumber to, String by, OffsetDateTime now) {
    Whose whose = people.whose(List.of(to)).get(to);
    Long known = whose == null ? null : whose.person();
    if (known != null) {
      return known;
    }
    People.Person nobody = People.Person.nobody().withId(people.highestId() + 1);
    people.add(
        List.of(nobody),
        List.of(new Listing(nobody.id(), to, PhoneType.Mobile, POSITION, by)),
        now);
    return nobody.id();
  }
}
