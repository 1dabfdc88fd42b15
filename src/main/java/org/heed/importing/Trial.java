package org.heed.importing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.heed.campaign.CampaignTrial;
import org.heed.consent.ConsentFiles;
import org.heed.consent.ConsentLedger;
import org.heed.csv.CsvFormat;
import org.heed.csv.FileKind;
import org.heed.csv.Rejection;
import org.heed.csv.Row;
import org.heed.csv.RowGroups;
import org.heed.csv.UnreadableFile;
import org.heed.intake.ImportFile;
import org.heed.intake.ImportFiles;
import org.heed.intake.Inbox;
import org.heed.intake.Loader;
import org.heed.intake.TakenFiles;
import org.heed.people.Lanes;
import org.heed.people.TrialPeople;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What importing a file would do, by the loaders of the import; nothing is stored or moved. */
@Component
public class Trial {
  private final ImportFiles files;
  private final FileCheck check;
  private final Loading loading;
  private final ConsentLedger ledger;
  private final Lanes lanes;
  private final JdbcTemplate jdbc;
  private final Clock clock;

  Trial(
      ImportFiles files,
      FileCheck check,
      Loading loading,
      ConsentLedger ledger,
      Lanes lanes,
      JdbcTemplate jdbc,
      Clock clock) {
    this.files = files;
    this.check = check;
    this.loading = loading;
    this.ledger = ledger;
    this.lanes = lanes;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Looks at the file as a whole.
   *
   * @param rejections gets the rows a campaign is rejected whole for
   */
  public Verdict verdict(Path file, Consumer<Rejection> rejections) {
    String name = Inbox.name(file);
    FileKind kind = null;
    try {
      String sha256 = TakenFiles.sha256(file);
      ImportFile same = sha256.isEmpty() ? null : files.same(sha256, 0).orElse(null);
      if (same != null && same.kind() == FileKind.CAMPAIGN) {
        String known = check.knownAlready(same, name);
        return new Verdict(name, FileKind.CAMPAIGN, Verdict.Fate.KNOWN, known, same.rows(), 0, 0);
      }
      CsvFormat format = CsvFormat.of(file);
      kind = format.kind();
      long[] rejected = {0, 0};
      Contents contents = loading.contents(format);
      long rows =
          judged(
              file,
              format,
              contents,
              refused -> {
                rejected[0]++;
                rejected[1] += refused.repeated() ? 1 : 0;
              });
      if (rows == 0) {
        throw FileCheck.noRows();
      }
      if (kind == FileKind.CAMPAIGN) {
        same = files.sameRows(contents.hex(), 0).orElse(null);
        String known =
            same != null
                ? check.knownAlready(same, name)
                : rejected[0] == rows && rejected[1] > 0 ? Loading.NOTHING_NEW : null;
        if (known != null) {
          return new Verdict(name, kind, Verdict.Fate.KNOWN, known, rows, 0, 0);
        }
      }
      String tooMany =
          kind == FileKind.CAMPAIGN ? check.tooMany(rejected[0] - rejected[1], rows) : null;
      if (tooMany == null && rejected[0] == rows) {
        tooMany = Loading.NO_ROW;
      }
      if (tooMany != null) {
        judged(file, format, contents, rejections);
      }
      return new Verdict(
          name,
          kind,
          tooMany == null ? Verdict.Fate.TAKEN : Verdict.Fate.REJECTED,
          tooMany,
          rows,
          rejected[0],
          0);
    } catch (UnreadableFile e) {
      return new Verdict(name, kind, Verdict.Fate.REJECTED, e.reason(), 0, 0, e.line());
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private long judged(
      Path file, CsvFormat format, Contents contents, Consumer<Rejection> rejections)
      throws IOException, UnreadableFile {
    Loader loader =
        format.kind() == FileKind.CAMPAIGN
            ? loading.campaign(format, loading.people(), drafts -> {}, lookedAt(file))
            : null;
    return RowGroups.each(
        file,
        format,
        () -> false,
        group -> {
          if (loader != null) {
            contents.add(group);
            loader.load(group, false).forEach(rejections);
          }
        });
  }

  /** Begins with a campaign file that is taken. */
  public CampaignTrial campaign(Path file) {
    try {
      CsvFormat format = CsvFormat.of(file);
      return new CampaignTrial(
          file,
          format,
          (people, queue) -> loading.campaign(format, people, queue, lookedAt(file)),
          new TrialPeople(jdbc, lanes),
          new TrialPeople(jdbc, lanes));
    } catch (IOException e) {
      throw unreadable(file, e);
    } catch (UnreadableFile e) {
      throw changed(file, e);
    }
  }

  /** Goes through a campaign's rows. */
  public void rows(Path file, CampaignTrial campaign, Consumer<CampaignTrial.Group> groups) {
    try {
      campaign.groups(groups);
    } catch (IOException e) {
      throw unreadable(file, e);
    } catch (UnreadableFile e) {
      throw changed(file, e);
    }
  }

  /**
   * What a people file would do.
   *
   * @param added people not known yet
   * @param changed known people with another name or address
   * @param listed phones that would be listed for somebody
   * @param unlisted phones that would be listed for somebody no more
   * @param relisted phones whose type or place would change
   */
  public record PeopleCounts(
      long rows,
      long rejected,
      long added,
      long changed,
      long listed,
      long unlisted,
      long relisted) {}

  /** Goes through a people file. */
  public PeopleCounts people(Path file, Consumer<Rejection> rejections) {
    long[] n = new long[6];
    long rows =
        each(
            file,
            format -> {
              PeopleLoader loader = loading.people(format, lookedAt(file));
              return group -> {
                List<Rejection> rejected = new ArrayList<>();
                PeopleLoader.Changes changes = loader.look(group, rejected);
                rejected.forEach(rejections);
                loader.leftOut().forEach(rejections);
                n[0] += rejected.size();
                n[1] += changes.added().size();
                n[2] += changes.changed().size();
                n[3] += changes.list().size();
                n[4] += changes.unlist().size();
                n[5] += changes.relist().size();
              };
            });
    return new PeopleCounts(rows, n[0], n[1], n[2], n[3], n[4], n[5]);
  }

  /**
   * What a consent file would do.
   *
   * @param changing rows that change a status; the others that are taken say what is so already
   */
  public record ConsentCounts(long rows, long rejected, long changing) {}

  /** Goes through a consent file. */
  public ConsentCounts consent(Path file, Consumer<Rejection> rejections) {
    long[] n = new long[2];
    ConsentFiles trial = ledger.trial();
    long rows =
        each(
            file,
            format -> {
              Loader loader =
                  loading.consent(
                      file,
                      format,
                      trial,
                      results -> n[1] += results.stream().filter(row -> row.changed() > 0).count(),
                      lookedAt(file));
              return group -> {
                List<Rejection> rejected = loader.load(group, true);
                rejected.forEach(rejections);
                n[0] += rejected.size();
              };
            });
    return new ConsentCounts(rows, n[0], n[1]);
  }

  private ImportFile lookedAt(Path file) {
    return ImportFile.lookedAt(Inbox.name(file), clock.instant());
  }

  private interface Work {
    Consumer<List<Row>> on(CsvFormat format) throws IOException, UnreadableFile;
  }

  private static long each(Path file, Work work) {
    try {
      CsvFormat format = CsvFormat.of(file);
      return RowGroups.each(file, format, () -> false, work.on(format));
    } catch (IOException e) {
      throw unreadable(file, e);
    } catch (UnreadableFile e) {
      throw changed(file, e);
    }
  }

  private static UncheckedIOException unreadable(Path file, IOException e) {
    return new UncheckedIOException("the file " + file + " cannot be read", e);
  }

  private static IllegalStateException changed(Path file, UnreadableFile e) {
    return new IllegalStateException("the file " + file + " was changed meanwhile", e);
  }
}
