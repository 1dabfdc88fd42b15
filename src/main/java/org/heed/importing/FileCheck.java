package org.heed.importing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.heed.address.Institution;
import org.heed.csv.FileKind;
import org.heed.csv.Rejection;
import org.heed.csv.Row;
import org.heed.csv.RowGroups;
import org.heed.csv.Table;
import org.heed.csv.UnreadableFile;
import org.heed.intake.FileNotices;
import org.heed.intake.ImportFile;
import org.heed.intake.ImportFiles;
import org.heed.intake.Loader;
import org.heed.intake.Notified;
import org.heed.intake.RowResults;
import org.heed.settings.ImportSettings;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Decides whether a file is taken, by looking at all of it; ends it here when it is not. */
@Component
class FileCheck {
  private final ImportFiles files;
  private final RowResults results;
  private final Loaders loaders;
  private final Loading loading;
  private final FileNotices notices;
  private final Institution institution;
  private final ImportSettings properties;
  private final TransactionTemplate transaction;
  private final Clock clock;

  FileCheck(
      ImportFiles files,
      RowResults results,
      Loaders loaders,
      Loading loading,
      FileNotices notices,
      Institution institution,
      ImportSettings properties,
      TransactionTemplate transaction,
      Clock clock) {
    this.files = files;
    this.results = results;
    this.loaders = loaders;
    this.loading = loading;
    this.notices = notices;
    this.institution = institution;
    this.properties = properties;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Checks a file that is not checked yet.
   *
   * @param stopping true: leave everything as it was
   */
  void check(long id, BooleanSupplier stopping) {
    ImportFile file = files.get(id);
    if (file.state() != ImportFile.State.TAKEN) {
      return;
    }
    try {
      if (!knownAlready(file)) {
        decide(file, loaders.table(file), stopping);
      }
    } catch (UnreadableFile e) {
      transaction.executeWithoutResult(
          status -> {
            if (e.line() > 0) {
              results.reject(id, List.of(new Rejection(e.line(), "", "", e.reason())));
            }
            files.end(id, ImportFile.State.REJECTED, now(), e.reason());
          });
    } catch (IOException e) {
      throw new UncheckedIOException("the file " + file.name() + " cannot be read", e);
    }
  }

  private boolean knownAlready(ImportFile file) {
    return !file.again() && knownAlready(file, files.same(file).orElse(null));
  }

  private boolean knownAlready(ImportFile file, @Nullable ImportFile same) {
    if (same == null || same.kind() != FileKind.CAMPAIGN) {
      return false;
    }
    String reason = knownAlready(same, file.name());
    transaction.executeWithoutResult(
        status -> {
          notices.addAsOf(same.id(), file.id());
          files.kind(file.id(), FileKind.CAMPAIGN);
          files.end(file.id(), ImportFile.State.DONE, now(), reason);
        });
    return true;
  }

  private String knownAlready(ImportFile same, String name) {
    return Phrases.of(
        "import.known", same.name(), Words.date(same.takenAt().atZone(institution.zone())), name);
  }

  /** Why a campaign file with so many rejected rows is rejected whole; null: it is not. */
  private @Nullable String tooMany(Table table, Counts counts) {
    long rejected = counts.rejected() - counts.repeated();
    return table.kind() == FileKind.CAMPAIGN && properties.tooMany(rejected, counts.rows())
        ? Phrases.of("import.too.many", Words.count(rejected), Words.count(counts.rows()))
        : null;
  }

  private void decide(ImportFile file, Table table, BooleanSupplier stopping)
      throws IOException, UnreadableFile {
    files.kind(file.id(), table.kind());
    Counts counts = count(file, table, false, stopping);
    if (stopping.getAsBoolean()) {
      return;
    }
    if (counts.rows() == 0) {
      throw new UnreadableFile(0, Phrases.of("file.no.rows"));
    }
    if (table.kind() == FileKind.CAMPAIGN) {
      files.rows(file.id(), counts.contents());
      ImportFile same = files.sameRows(counts.contents(), file.id()).orElse(null);
      if (!file.again() && knownAlready(file, same)) {
        return;
      }
    }
    String refused = counts.replies() ? Phrases.of("import.replies") : tooMany(table, counts);
    if (refused != null) {
      refuse(file, table, refused, stopping);
    } else {
      loading.begin(file, table.kind(), counts.notified(), counts.told());
    }
  }

  private void refuse(ImportFile file, Table table, String reason, BooleanSupplier stopping)
      throws IOException, UnreadableFile {
    Counts counts = count(file, table, true, stopping);
    if (stopping.getAsBoolean()) {
      return;
    }
    transaction.executeWithoutResult(
        status -> {
          notices.add(file.id(), counts.notified().addresses());
          files.counted(file.id(), counts.rows(), counts.rejected());
          files.end(
              file.id(),
              ImportFile.State.REJECTED,
              now(),
              counts.told() == null
                  ? reason
                  : reason.replaceFirst("\\.$", "") + "; " + counts.told());
        });
  }

  private record Counts(
      long rows,
      long rejected,
      long repeated,
      String contents,
      Notified notified,
      boolean replies,
      @Nullable String told) {}

  private Counts count(
      ImportFile file, Table table, boolean keepRejections, BooleanSupplier stopping)
      throws IOException, UnreadableFile {
    Loader loader = table.kind() == FileKind.CAMPAIGN ? loaders.loader(file, table) : null;
    if (keepRejections) {
      results.forgetRejections(file.id());
    }
    NoColumns nos = new NoColumns(table.header(), table.kind());
    long[] count = {0, 0};
    Contents contents = loaders.contents(table);
    long rows =
        RowGroups.each(
            table,
            stopping,
            group -> {
              List<Rejection> rejections = judge(file.id(), loader, group, keepRejections);
              count[0] += rejections.size();
              count[1] += rejections.stream().filter(Rejection::repeated).count();
              if (loader != null) {
                contents.add(group);
              } else {
                group.forEach(nos::of);
              }
            });
    Notified notified = loader == null ? new Notified() : loader.notified();
    String told = table.told(loader == null ? nos.used() : loader.placeholders());
    boolean replies = loader != null && loader.areReplies();
    return new Counts(rows, count[0], count[1], contents.hex(), notified, replies, told);
  }

  private List<Rejection> judge(long id, @Nullable Loader loader, List<Row> group, boolean keep) {
    if (loader == null) {
      return List.of();
    }
    List<Rejection> rejections = loader.load(group, false);
    if (keep) {
      transaction.executeWithoutResult(status -> results.reject(id, rejections));
    }
    return rejections;
  }

  private Instant now() {
    return clock.instant();
  }
}
