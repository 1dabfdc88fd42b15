package org.heed.importing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.heed.address.Institution;
import org.heed.address.PhoneNumbers;
import org.heed.address.Senders;
import org.heed.address.Times;
import org.heed.campaign.CampaignLoader;
import org.heed.campaign.CampaignText;
import org.heed.campaign.Repeats;
import org.heed.campaign.Templates;
import org.heed.cancel.Cancellations;
import org.heed.cancel.Cancelled;
import org.heed.consent.ConsentLedger;
import org.heed.consent.GivenConsent;
import org.heed.consent.Keywords;
import org.heed.csv.Cells;
import org.heed.csv.FileKind;
import org.heed.csv.Rejection;
import org.heed.csv.Row;
import org.heed.csv.RowGroups;
import org.heed.csv.Table;
import org.heed.csv.Tables;
import org.heed.csv.UnreadableFile;
import org.heed.intake.FileNotices;
import org.heed.intake.ImportFile;
import org.heed.intake.ImportFiles;
import org.heed.intake.Inbox;
import org.heed.intake.Loader;
import org.heed.intake.Notified;
import org.heed.intake.ReceiptText;
import org.heed.job.Progress;
import org.heed.people.CrowdedNumbers;
import org.heed.people.Lanes;
import org.heed.people.People;
import org.heed.people.StudentIds;
import org.heed.queue.CampaignNames;
import org.heed.queue.Messages;
import org.heed.settings.ConsentSettings;
import org.heed.settings.DeliverySettings;
import org.heed.storage.Folders;
import org.heed.storage.StorageGuard;
import org.heed.storage.StorageGuard.LoggedRow;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes the rows of a checked file, group by group, and ends it. */
@Component
class Loading {

  private static final String NAME_TAKEN = "select count(*) from campaign where name = ?";
  private static final String CAMPAIGN =
      "select coalesce(max(id), 0) from campaign where file_id = ?";
  private static final String ADD_CAMPAIGN =
      """
      insert into campaign (id, file_id, name)
      values (coalesce((select max(id) from campaign), 0) + 1, ?, ?)
      """;
  private static final String ACCEPT = "update campaign set accepted_at = ? where file_id = ?";

  private final ImportFiles files;
  private final FileNotices notices;
  private final Inbox inbox;
  private final Tables tables;
  private final People people;
  private final Lanes lanes;
  private final CrowdedNumbers crowds;
  private final ConsentLedger consent;
  private final GivenConsent given;
  private final ConsentSettings settings;
  private final Keywords keywords;
  private final CampaignNames campaigns;
  private final Cancellations cancellations;
  private final Repeats repeats;
  private final StudentIds students;
  private final Senders senders;
  private final PhoneNumbers numbers;
  private final Institution institution;
  private final Folders folders;
  private final @Nullable String stopLine;
  private final StorageGuard guard;
  private final Progress progress;
  private final Messages messages;
  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Loading(
      ImportFiles files,
      FileNotices notices,
      Inbox inbox,
      Tables tables,
      People people,
      Lanes lanes,
      CrowdedNumbers crowds,
      ConsentLedger consent,
      GivenConsent given,
      ConsentSettings settings,
      Keywords keywords,
      CampaignNames campaigns,
      Cancellations cancellations,
      Repeats repeats,
      StudentIds students,
      Senders senders,
      PhoneNumbers numbers,
      Institution institution,
      Folders folders,
      DeliverySettings delivery,
      StorageGuard guard,
      Progress progress,
      Messages messages,
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      Clock clock) {
    this.files = files;
    this.notices = notices;
    this.inbox = inbox;
    this.tables = tables;
    this.people = people;
    this.lanes = lanes;
    this.crowds = crowds;
    this.consent = consent;
    this.given = given;
    this.settings = settings;
    this.keywords = keywords;
    this.campaigns = campaigns;
    this.cancellations = cancellations;
    this.repeats = repeats;
    this.students = students;
    this.senders = senders;
    this.numbers = numbers;
    this.institution = institution;
    this.folders = folders;
    this.stopLine = delivery.stopLine();
    this.guard = guard;
    this.progress = progress;
    this.messages = messages;
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Begins a file that is to be taken: a campaign that is not delivered yet. */
  void begin(ImportFile file, FileKind kind, Notified notified, @Nullable String unused) {
    transaction.executeWithoutResult(
        status -> {
          if (!files.loading(file.id())) {
            return;
          }
          if (kind == FileKind.CAMPAIGN) {
            jdbc.update(ADD_CAMPAIGN, file.id(), freeName(file.campaign()));
            notices.add(file.id(), notified.addresses());
          }
          files.say(file.id(), joined(notified.problem(), unused));
        });
  }

  /** Takes rows of a file in the caller's transaction; those it took before are only looked at. */
  void load(long id, Loader loader, List<Row> group) {
    long loaded = files.get(id).loadedLine();
    List<Row> before = group.stream().filter(row -> row.line() <= loaded).toList();
    if (!before.isEmpty()) {
      loader.load(before, false);
      loader.crowded();
      loader.leftOut();
    }
    List<Row> rows = group.stream().filter(row -> row.line() > loaded).toList();
    if (!rows.isEmpty()) {
      guard.room();
      List<Rejection> rejections = loader.load(rows, true);
      files.reject(id, rejections);
      files.leaveOut(id, loader.leftOut());
      crowds.note(id, loader.crowded());
      files.progress(id, rows.get(rows.size() - 1).line(), rows.size(), rejections);
      progress.add(rows.size());
    }
  }

  /** Ends a file whose rows are all taken; from here on its messages are delivered. */
  void finish(long id) {
    ImportFile file = files.get(id);
    if (file.state() != ImportFile.State.LOADING) {
      return;
    }
    guard.room();
    if (file.kind() == FileKind.CANCEL) {
      cancellations.finish();
    }
    guard.durably(
        () -> transaction.execute(status -> finishNow(file)),
        done -> List.of(LoggedRow.of("import_file", id)));
  }

  private boolean finishNow(ImportFile file) {
    long id = file.id();
    if (file.kind() == FileKind.PEOPLE) {
      lanes.draw();
    }
    jdbc.update(ACCEPT, Times.now(clock), id);
    boolean taken = file.accepted() > 0 || file.repeated() > 0;
    files.end(
        id,
        taken ? ImportFile.State.DONE : ImportFile.State.REJECTED,
        Times.now(clock).toInstant(),
        file.accepted() > 0
            ? joined(
                joined(
                    joined(
                        joined(joined(file.reason(), cancelled(id)), files.leftOut(id)),
                        crowds.told(id)),
                    ReceiptText.shared(crowds.shared(id))),
                ReceiptText.overtaken(files.overtaken(id)))
            : Phrases.of(taken ? "import.nothing.new" : "import.no.row"));
    return taken;
  }

  private @Nullable String cancelled(long id) {
    List<Cancelled> all = cancellations.ofFile(id);
    return all.isEmpty()
        ? null
        : all.stream().map(Cancelled::line).collect(Collectors.joining("; "));
  }

  private static @Nullable String joined(@Nullable String said, @Nullable String more) {
    return said == null || more == null ? (said == null ? more : said) : said + "; " + more;
  }

  Path path(ImportFile file) {
    Path taken = Path.of(file.takenAs());
    return taken.isAbsolute() ? taken : inbox.taken().resolve(taken);
  }

  Table table(ImportFile file) throws IOException, UnreadableFile {
    return tables.of(path(file));
  }

  Loader loader(ImportFile file, Table table) throws IOException, UnreadableFile {
    return switch (table.kind()) {
      case PEOPLE -> people(table, file);
      case CONSENT -> consent(table, file);
      case CAMPAIGN -> campaign(table, file);
      case CANCEL -> new CancelLoader(table.header(), cells(table), campaigns, cancellations, file);
    };
  }

  Contents contents(Table table) {
    return new Contents(table.header(), cells(table), senders);
  }

  PeopleLoader people(Table table, ImportFile file) {
    return new PeopleLoader(
        table.header(),
        cells(table),
        people,
        alike(file),
        given,
        settings.defaultPhoneType(),
        file,
        Times.now(clock));
  }

  private Loader consent(Table table, ImportFile file) throws IOException, UnreadableFile {
    ConsentLoader loader =
        new ConsentLoader(
            table.header(),
            cells(table),
            people,
            alike(file),
            consent,
            rows -> files.keep(file.id(), rows),
            file);
    RowGroups.each(table, () -> false, loader::look);
    return loader;
  }

  private Loader campaign(Table table, ImportFile file) {
    long campaign = campaign(file.id());
    OffsetDateTime now = Times.now(clock);
    return new CampaignLoader(
        table.header(),
        cells(table),
        people,
        senders,
        new CampaignText(table.header(), new Templates(folders.home()), keywords, stopLine),
        alike(file),
        drafts -> file.again() ? Map.of() : repeats.find(drafts, file.id()),
        drafts -> messages.enqueue(drafts.stream().map(d -> d.queued(campaign, now)).toList()),
        file,
        now);
  }

  /** Of ids that nobody has, the ones that were known before this file and look the same. */
  private Function<Collection<String>, Map<String, String>> alike(ImportFile file) {
    long known =
        file.state() == ImportFile.State.LOADING ? file.highestPerson() : people.highestId();
    return ids -> students.alike(ids, known);
  }

  private Cells cells(Table table) {
    return new Cells(numbers, institution.zone(), table);
  }

  private long campaign(long fileId) {
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
}
