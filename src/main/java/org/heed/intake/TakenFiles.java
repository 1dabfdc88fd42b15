package org.heed.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.heed.address.ConfigurationProblem;
import org.heed.address.Sha256;
import org.heed.csv.FileKind;
import org.heed.csv.Tables;
import org.heed.csv.UnreadableFile;
import org.heed.storage.Folders;
import org.springframework.stereotype.Component;

/** Takes dropped files out of the inbox, and finds those that an earlier run took and left. */
@Component
public class TakenFiles {
  private static final int STAMP = "yyyyMMddTHHmmss-".length();

  private final Inbox inbox;
  private final Tables tables;
  private final ImportFiles files;
  private final Folders folders;
  private final Clock clock;

  TakenFiles(Inbox inbox, Tables tables, ImportFiles files, Folders folders, Clock clock) {
    this.inbox = inbox;
    this.tables = tables;
    this.files = files;
    this.folders = folders;
    this.clock = clock;
  }

  /**
   * Takes one file.
   *
   * @param again whether its content is to be taken even if it is known
   */
  public ImportFile take(Path file, boolean again) throws IOException {
    return register(inbox.take(file), again);
  }

  /**
   * Files an earlier run had taken and not ended.
   *
   * @param unreadable is told of those that cannot be read now
   */
  public List<ImportFile> leftOpen(BiConsumer<Path, IOException> unreadable) throws IOException {
    List<ImportFile> open = new ArrayList<>();
    try (DirectoryStream<Path> taken = Files.newDirectoryStream(inbox.taken())) {
      for (Path file : taken) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          try {
            Optional<ImportFile> known = files.find(String.valueOf(file.getFileName()));
            open.add(known.isPresent() ? known.get() : register(file, false));
          } catch (IOException e) {
            unreadable.accept(Path.of(dropped(file)), e);
          }
        }
      }
    }
    return open;
  }

  /**
   * The order of work: what was begun already; people before consent before campaigns; by time of
   * change, then name.
   */
  public List<ImportFile> ordered(List<ImportFile> work) {
    record Timed(ImportFile file, FileTime changed) {}

    return work.stream()
        .map(file -> new Timed(file, changed(file)))
        .sorted(
            Comparator.comparing((Timed one) -> one.file().state() == ImportFile.State.TAKEN)
                .thenComparing(one -> rank(one.file()))
                .thenComparing(Timed::changed)
                .thenComparing(one -> one.file().name()))
        .map(Timed::file)
        .toList();
  }

  /** A campaign and what cancels it come as they were dropped. */
  private static FileKind rank(ImportFile file) {
    FileKind kind = file.kind();
    return kind == null || kind == FileKind.CANCEL ? FileKind.CAMPAIGN : kind;
  }

  private FileTime changed(ImportFile file) {
    try {
      return Files.getLastModifiedTime(inbox.taken().resolve(file.takenAs()));
    } catch (IOException goneMeanwhile) {
      return FileTime.from(file.takenAt());
    }
  }

  /**
   * Sees to it that a file of this name is in the inbox, if need be by a copy of the last one in
   * {@code done/}.
   *
   * @param name with or without {@code .csv} or {@code .xlsx}
   * @throws ConfigurationProblem when there is none
   */
  public String bringBack(String name) {
    Path inboxFolder = folders.folder("inbox");
    List<String> names = List.of(name, name + ".csv", name + ".xlsx");
    for (String wanted : names) {
      if (Inbox.name(Path.of(wanted)).equals(wanted)
          && Files.isRegularFile(inboxFolder.resolve(wanted))) {
        return wanted;
      }
    }
    try (Stream<Path> done = Files.list(folders.folder("done"))) {
      Path last =
          done.filter(file -> names.contains(droppedAs(file)))
              .max(Comparator.comparing(file -> String.valueOf(file.getFileName())))
              .orElseThrow(
                  () ->
                      new ConfigurationProblem(
                          "again: found %s, expected the name of a file in %s or %s"
                              .formatted(name, inboxFolder, folders.folder("done"))));
      String wanted = droppedAs(last);
      Path part = inboxFolder.resolve("." + wanted + ".part");
      Files.copy(last, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, inboxFolder.resolve(wanted), StandardCopyOption.ATOMIC_MOVE);
      return wanted;
    } catch (IOException e) {
      throw new UncheckedIOException("the file " + name + " cannot be brought back", e);
    }
  }

  /** The name a file in {@code done/} was dropped under. */
  private static String droppedAs(Path done) {
    String name = String.valueOf(done.getFileName());
    return name.matches("\\d{8}T\\d{6}-.*") ? name.substring(STAMP) : "";
  }

  private ImportFile register(Path taken, boolean again) throws IOException {
    String takenAs = String.valueOf(taken.getFileName());
    String name = dropped(taken);
    ImportFile file = files.take(name, takenAs, sha256(taken), again, clock.instant());
    try {
      files.kind(file.id(), tables.of(taken).kind());
      return files.get(file.id());
    } catch (UnreadableFile toldWhenItIsChecked) {
      return file;
    }
  }

  /** The name a file that was taken was dropped under. */
  private static String dropped(Path taken) {
    String takenAs = String.valueOf(taken.getFileName());
    return takenAs.substring(takenAs.indexOf('-') + 1);
  }

  /** What tells the same content; empty: the file is too large to be taken. */
  public static String sha256(Path file) throws IOException {
    if (Files.size(file) > Tables.MOST_BYTES) {
      return "";
    }
    MessageDigest digest = Sha256.digest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
