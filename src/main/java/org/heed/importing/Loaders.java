package org.heed.importing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Map;
import org.heed.address.Institution;
import org.heed.address.PhoneNumbers;
import org.heed.address.Senders;
import org.heed.address.Times;
import org.heed.campaign.CampaignLoader;
import org.heed.campaign.CampaignText;
import org.heed.campaign.Repeats;
import org.heed.campaign.SpokenRows;
import org.heed.campaign.Templates;
import org.heed.consent.ConsentLedger;
import org.heed.consent.GivenConsent;
import org.heed.consent.Keywords;
import org.heed.csv.Cells;
import org.heed.csv.RowGroups;
import org.heed.csv.Table;
import org.heed.csv.Tables;
import org.heed.csv.UnreadableFile;
import org.heed.intake.ImportFile;
import org.heed.intake.Inbox;
import org.heed.intake.Loader;
import org.heed.intake.RowResults;
import org.heed.pause.Cancellations;
import org.heed.people.People;
import org.heed.people.StudentIds;
import org.heed.queue.CampaignNames;
import org.heed.queue.Messages;
import org.heed.settings.ConsentSettings;
import org.heed.settings.DeliverySettings;
import org.heed.storage.Folders;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What takes the rows of a file, by its kind. */
@Component
class Loaders {
  private static final String CAMPAIGN = "select id from campaign where file_id = ?";

  private final Inbox inbox;
  private final Tables tables;
  private final RowResults results;
  private final People people;
  private final StudentIds students;
  private final ConsentLedger consent;
  private final GivenConsent given;
  private final ConsentSettings settings;
  private final Keywords keywords;
  private final CampaignNames campaigns;
  private final Cancellations cancellations;
  private final Repeats repeats;
  private final Messages messages;
  private final Senders senders;
  private final PhoneNumbers numbers;
  private final Institution institution;
  private final Folders folders;
  private final @Nullable String stopLine;
  private final JdbcTemplate jdbc;
  private final Clock clock;
  private SpokenRowsOf spoken = new SpokenRowsOf("", new SpokenRows());

  private record SpokenRowsOf(String sha256, SpokenRows rows) {}

  Loaders(
      Inbox inbox,
      Tables tables,
      RowResults results,
      People people,
      StudentIds students,
      ConsentLedger consent,
      GivenConsent given,
      ConsentSettings settings,
      Keywords keywords,
      CampaignNames campaigns,
      Cancellations cancellations,
      Repeats repeats,
      Messages messages,
      Senders senders,
      PhoneNumbers numbers,
      Institution institution,
      Folders folders,
      DeliverySettings delivery,
      JdbcTemplate jdbc,
      Clock clock) {
    this.inbox = inbox;
    this.tables = tables;
    this.results = results;
    this.people = people;
    this.students = students;
    this.consent = consent;
    this.given = given;
    this.settings = settings;
    this.keywords = keywords;
    this.campaigns = campaigns;
    this.cancellations = cancellations;
    this.repeats = repeats;
    this.messages = messages;
    this.senders = senders;
    this.numbers = numbers;
    this.institution = institution;
    this.folders = folders;
    this.stopLine = delivery.stopLine();
    this.jdbc = jdbc;
    this.clock = clock;
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
        leftOut ->
            new GivenBases(
                table.header(), cells(table), given, settings.defaultPhoneType(), file, leftOut),
        new SaidNo(table.header(), consent, rows -> results.keep(file.id(), rows), file),
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
            rows -> results.keep(file.id(), rows),
            file);
    RowGroups.each(table, () -> false, loader::look);
    return loader;
  }

  private Loader campaign(Table table, ImportFile file) {
    long campaign = campaignOf(file);
    OffsetDateTime now = Times.now(clock);
    return new CampaignLoader(
        table.header(),
        cells(table),
        people,
        senders,
        new CampaignText(
            table.header(), new Templates(folders.home()), keywords, spoken(file), stopLine),
        alike(file),
        drafts -> file.again() ? Map.of() : repeats.find(drafts, file.id()),
        drafts -> messages.enqueue(drafts.stream().map(d -> d.queued(campaign, now)).toList()),
        file,
        now);
  }

  /** The same for a file's check and for the loading that follows it. */
  private synchronized SpokenRows spoken(ImportFile file) {
    if (!spoken.sha256().equals(file.sha256())) {
      spoken = new SpokenRowsOf(file.sha256(), new SpokenRows());
    }
    return spoken.rows();
  }

  /** Of ids that nobody has, the ones that were known before this file and are meant. */
  private StudentIds.Alike alike(ImportFile file) {
    long known =
        file.state() == ImportFile.State.LOADING ? file.highestPerson() : people.highestId();
    return ids -> students.alike(ids, known);
  }

  private Cells cells(Table table) {
    return new Cells(numbers, institution.zone(), table);
  }

  /** 0: a file that is only looked at has none. */
  private long campaignOf(ImportFile file) {
    return jdbc.queryForList(CAMPAIGN, Long.class, file.id()).stream()
        .mapToLong(id -> id)
        .max()
        .orElse(0);
  }
}
