package org.heed.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.heed.address.Institution;
import org.heed.address.PhoneNumbers;
import org.heed.address.Senders;
import org.heed.consent.ConsentFiles;
import org.heed.message.OptOutLine;
import org.heed.storage.Folders;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The steps of one file: look at all of it, take its rows, end it. */
@Component
class Loading {
  static final int GROUP = 1000;
  private static final String NAME_TAKEN = "select count(*) from campaign where name = ?";
  private static final String CAMPAIGN =
      "select coalesce(max(id), 0) from campaign where file_id = ?";
  private static final String ADD_CAMPAIGN =
      """
      insert into campaign (id, file_id, name)
      values ((select coalesce(max(id), 0) + 1 from campaign), ?, ?)
      """;
  private static final String ACCEPT = "update campaign set accepted_at = ? where file_id = ?";

  private final ImportFiles files;
  private final Inbox inbox;
  private final People people;
  private final Lanes lanes;
  private final ConsentFiles consent;
  private final Senders senders;
  private final PhoneNumbers numbers;
  private final Institution institution;
  private final Folders folders;
  private final ImportProperties properties;
  private final @Nullable String stopLine;
  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Loading(
      ImportFiles files,
      Inbox inbox,
      People people,
      Lanes lanes,
      ConsentFiles consent,
      Senders senders,
      PhoneNumbers numbers,
      Institution institution,
      Folders folders,
      ImportProperties properties,
      @Value("${heed.delivery.opt-out-line:Reply STOP to opt out}") String optOutLine,
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      Clock clock) {
    this.files = files;
    this.inbox = inbox;
    this.people = people;
    this.lanes = lanes;
    this.consent = consent;
    this.senders = senders;
    this.numbers = numbers;
    this.institution = institution;
    this.folders = folders;
    this.properties = properties;
    this.stopLine = OptOutLine.parse(optOutLine);
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Reads the whole file without writing a row; ends it here when it cannot be taken. */
  void check(long id) {
    ImportFile file = files.get(id);
    if (file.state() != ImportFile.State.TAKEN) {
      return;
    }
    ImportFile same = file.again() ? null : files.same(file).orElse(null);
    if (same != null && same.kind() == FileKind.CAMPAIGN) {
      String on =
          String.format(
              Locale.ENGLISH,
              "The same content was taken before, as %s on %s; nothing was queued again."
                  + " To take it once more on purpose: run import again=%s",
              same.name(),
              same.takenAt().atZone(institution.zone()).toLocalDate(),
              file.name());
      transaction.executeWithoutResult(
          status -> {
            files.kind(id, FileKind.CAMPAIGN);
            files.end(id, ImportFile.State.DONE, now().toInstant(), on);
          });
      return;
    }
    try {
      CsvFormat format = CsvFormat.of(path(file));
      files.kind(id, format.kind());
      Counts counts = count(file, format, false);
      if (counts.rows() == 0) {
        throw new UnreadableFile(0, "the file has a header but no rows");
      }
      if (format.kind() == FileKind.CAMPAIGN
          && properties.tooMany(counts.rejected(), counts.rows())) {
        count(file, format, true);
        String why =
            String.format(
                Locale.ENGLISH,
                "%,d of %,d rows cannot be taken, more than %s (heed.import.max-rejected)",
                counts.rejected(),
                counts.rows(),
                properties.maxRejected());
        transaction.executeWithoutResult(
            status -> {
              files.counted(id, counts.rows(), counts.rejected());
              files.end(id, ImportFile.State.REJECTED, now().toInstant(), why);
            });
        return;
      }
      transaction.executeWithoutResult(
          status -> {
            if (files.loading(id) && format.kind() == FileKind.CAMPAIGN) {
              jdbc.update(ADD_CAMPAIGN, id, freeName(file.campaign()));
            }
          });
    } catch (UnreadableFile e) {
      transaction.executeWithoutResult(
          status -> {
            if (e.line() > 0) {
              files.reject(id, List.of(new Rejection(e.line(), "", "", e.reason())));
              files.counted(id, 0, 1);
            }
            files.end(id, ImportFile.State.REJECTED, now().toInstant(), e.reason());
          });
    } catch (IOException e) {
      throw new UncheckedIOException("the file " + file.name() + " cannot be read", e);
    }
  }

  private record Counts(long rows, long rejected) {}

  private Counts count(ImportFile file, CsvFormat format, boolean keepRejections)
      throws IOException, UnreadableFile {
    Loader loader = format.kind() == FileKind.CAMPAIGN ? loader(file, format, 0) : null;
    long count = 0;
    long rejected = 0;
    if (keepRejections) {
      jdbc.update("delete from rejected_row where file_id = ?", file.id());
    }
    try (CsvRows rows = new CsvRows(path(file), format.charset(), format.delimiter())) {
      rows.header();
      List<Row> group = new ArrayList<>();
      for (Row row = rows.next(); row != null; row = rows.next()) {
        if (row.blank()) {
          continue;
        }
        count++;
        group.add(row);
        if (group.size() == GROUP) {
          rejected += judge(file.id(), loader, group, keepRejections);
          group.clear();
        }
      }
      rejected += judge(file.id(), loader, group, keepRejections);
    }
    return new Counts(count, rejected);
  }

  private int judge(long id, @Nullable Loader loader, List<Row> group, boolean keep) {
    if (loader == null || group.isEmpty()) {
      return 0;
    }
    List<Rejection> rejections = loader.load(group, false);
    if (keep) {
      transaction.executeWithoutResult(status -> files.reject(id, rejections));
    }
    return rejections.size();
  }

  /** Takes rows of a file in the caller's transaction; those it took before are only looked at. */
  void load(long id, Loader loader, List<Row> group) {
    ImportFile file = files.get(id);
    long last = group.get(group.size() - 1).line();
    if (last <= file.loadedLine()) {
      loader.load(group, false);
      return;
    }
    List<Rejection> rejections = loader.load(group, true);
    files.reject(id, rejections);
    files.progress(id, last, group.size(), group.size() - rejections.size(), rejections.size());
  }

  /** Ends a file whose rows are all taken; from here on its messages are delivered. */
  void finish(long id) {
    ImportFile file = files.get(id);
    if (file.state() != ImportFile.State.LOADING) {
      return;
    }
    transaction.executeWithoutResult(
        status -> {
          if (file.kind() != FileKind.CONSENT) {
            lanes.draw();
          }
          jdbc.update(ACCEPT, now(), id);
          boolean taken = file.accepted() > 0;
          files.end(
              id,
              taken ? ImportFile.State.DONE : ImportFile.State.REJECTED,
              now().toInstant(),
              taken ? null : "no row can be taken");
        });
  }

  Path path(ImportFile file) {
    return inbox.taken().resolve(file.takenAs());
  }

  Loader loader(ImportFile file, CsvFormat format, long campaignId) {
    Cells cells = new Cells(numbers, institution.zone());
    return switch (format.kind()) {
      case PEOPLE -> new PeopleLoader(format.header(), cells, people, now());
      case CONSENT ->
          new ConsentLoader(format.header(), cells, people, consent, file.name(), file.takenAt());
      case CAMPAIGN ->
          new CampaignLoader(
              format.header(),
              cells,
              people,
              senders,
              new Templates(folders.home()),
              stopLine,
              jdbc,
              campaignId,
              now());
    };
  }

  long campaign(long fileId) {
    Long id = jdbc.queryForObject(CAMPAIGN, Long.class, fileId);
    return id == null ? 0 : id;
  }

  private String freeName(String name) {
    String free = name;
    for (int n = 2; taken(free); n++) {
      free = name + "-" + n;
    }
    return free;
  }

  private boolean taken(String name) {
    Integer count = jdbc.queryForObject(NAME_TAKEN, Integer.class, name);
    return count != null && count > 0;
  }

  private OffsetDateTime now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }
}
