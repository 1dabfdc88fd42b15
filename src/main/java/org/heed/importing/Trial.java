package org.heed.importing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.heed.csv.FileKind;
import org.heed.csv.Rejection;
import org.heed.csv.Row;
import org.heed.csv.RowGroups;
import org.heed.csv.Table;
import org.heed.csv.UnreadableFile;
import org.heed.intake.FileNotices;
import org.heed.intake.ImportFile;
import org.heed.intake.ImportFiles;
import org.heed.intake.Inbox;
import org.heed.intake.Loader;
import org.heed.intake.RowResults;
import org.heed.intake.TakenFiles;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Imports a file where it lies, into a scratch copy of what is stored. */
@Component
public class Trial {
  private static final String CAMPAIGN = "select max(id) from campaign where file_id = ?";

  private final ImportFiles files;
  private final FileCheck check;
  private final RowResults results;
  private final Loaders loaders;
  private final Loading loading;
  private final FileNotices notices;
  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Trial(
      ImportFiles files,
      FileCheck check,
      RowResults results,
      Loaders loaders,
      Loading loading,
      FileNotices notices,
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      Clock clock) {
    this.files = files;
    this.check = check;
    this.results = results;
    this.loaders = loaders;
    this.loading = loading;
    this.notices = notices;
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * What a people file would do.
   *
   * @param added people not known yet
   * @param changed known people with another name or address
   * @param listed phones that would be listed for somebody
   * @param unlisted phones that would be listed for somebody no more
   * @param relisted phones whose type or place would change
   * @param off people whose phones would be turned off, since their rows say no (L7)
   */
  public record PeopleCounts(
      long rows,
      long rejected,
      long added,
      long changed,
      long listed,
      long unlisted,
      long relisted,
      long off) {}

  /**
   * What a consent file would do.
   *
   * @param changing rows that change a status; the others that are taken say what is so already
   */
  public record ConsentCounts(long rows, long rejected, long changing) {}

  /** Takes a file; its id. */
  public long take(Path file) {
    try {
      ImportFile taken =
          files.take(
              Inbox.name(file),
              file.toAbsolutePath().toString(),
              TakenFiles.sha256(file),
              false,
              clock.instant());
      check.check(taken.id(), () -> false);
      return taken.id();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** Takes the rows of a campaign or a consent file that is taken. */
  public void load(long id) {
    ImportFile file = files.get(id);
    if (file.state() != ImportFile.State.LOADING || file.kind() == FileKind.PEOPLE) {
      return;
    }
    each(
        file,
        table -> {
          Loader loader = loaders.loader(file, table);
          return group ->
              transaction.executeWithoutResult(status -> loading.load(id, loader, group));
        });
    loading.finish(id);
  }

  /** What has become of the file as a whole. */
  public Verdict verdict(long id) {
    ImportFile file = files.get(id);
    boolean known = file.state() == ImportFile.State.DONE && file.accepted() == 0;
    boolean rejected = file.state() == ImportFile.State.REJECTED;
    boolean unreadable = rejected && file.rows() == 0;
    List<Rejection> first = unreadable ? results.rejected(id, 0) : List.of();
    return new Verdict(
        file.name(),
        file.kind(),
        known ? Verdict.Fate.KNOWN : rejected ? Verdict.Fate.REJECTED : Verdict.Fate.TAKEN,
        known || rejected || file.kind() == FileKind.CANCEL ? file.reason() : null,
        known || rejected || file.kind() == FileKind.CANCEL ? null : file.reason(),
        known && file.rows() == 0 ? rows(file) : file.rows(),
        known ? 0 : file.rejected(),
        first.isEmpty() ? 0 : first.get(0).line());
  }

  /** The addresses that the file names. */
  public List<String> notified(long id) {
    return notices.named(id);
  }

  /** The campaign that came of a file. */
  public long campaign(long id) {
    Long campaign = jdbc.queryForObject(CAMPAIGN, Long.class, id);
    return campaign == null ? 0 : campaign;
  }

  /** At most 1,000 rejected rows after a line, in the file's order. */
  public List<Rejection> rejected(long id, long line) {
    return results.rejected(id, line);
  }

  /** What the consent file has changed. */
  public ConsentCounts consent(long id) {
    ImportFile file = files.get(id);
    return new ConsentCounts(file.rows(), file.rejected(), results.changing(id));
  }

  /** Goes through a people file. */
  public PeopleCounts people(long id, Consumer<Rejection> rejections) {
    ImportFile file = files.get(id);
    long[] n = new long[7];
    long rows =
        each(
            file,
            table -> {
              PeopleLoader loader = loaders.people(table, file);
              return group -> {
                List<Rejection> rejected = new ArrayList<>();
                PeopleChanges changes = loader.look(group, rejected);
                rejected.forEach(rejections);
                loader.leftOut().forEach(rejections);
                n[0] += rejected.size();
                n[1] += changes.added().size();
                n[2] += changes.changed().size();
                n[3] += changes.list().size();
                n[4] += changes.unlist().size();
                n[5] += changes.relist().size();
                n[6] += changes.saidNo().size();
              };
            });
    return new PeopleCounts(rows, n[0], n[1], n[2], n[3], n[4], n[5], n[6]);
  }

  private interface Work {
    Consumer<List<Row>> on(Table table) throws IOException, UnreadableFile;
  }

  private long rows(ImportFile file) {
    return each(file, table -> group -> {});
  }

  private long each(ImportFile file, Work work) {
    try {
      Table table = loaders.table(file);
      return RowGroups.each(table, () -> false, work.on(table));
    } catch (IOException e) {
      throw unreadable(loaders.path(file), e);
    } catch (UnreadableFile e) {
      throw new IllegalStateException("the file " + file.name() + " was changed meanwhile", e);
    }
  }

  private static UncheckedIOException unreadable(Path file, IOException e) {
    return new UncheckedIOException("the file " + file + " cannot be read", e);
  }
}
