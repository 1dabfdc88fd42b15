package org.heed.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.heed.address.ConfigurationProblem;
import org.heed.settings.ImportSettings;
import org.heed.storage.Folders;
import org.heed.words.Phrases;
import org.springframework.stereotype.Component;

/** The folder files are dropped into. A file is taken by moving it out of sight, whole. */
@Component
public class Inbox {
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final int LONGEST_NAME = 180;

  private record Seen(long size, FileTime changed, long since) {}

  /**
   * What was found.
   *
   * @param complete files nobody has changed for a while, oldest first
   * @param left files that cannot be taken, each with the reason, for people
   * @param passed what is no file, or not complete yet, for people
   */
  public record Found(List<Path> complete, List<String> left, List<String> passed) {}

  private final Folders folders;
  private final Duration quiet;
  private final Duration patience;

  Inbox(Folders folders, ImportSettings settings) {
    this.folders = folders;
    this.quiet = settings.unchangedFor();
    this.patience = settings.patience();
  }

  /** Where files are while they are worked on. */
  public Path taken() {
    try {
      return folders.folder("inbox/.taken");
    } catch (ConfigurationProblem readOnly) {
      throw new UncheckedIOException(new IOException(readOnly.getMessage(), readOnly));
    }
  }

  /**
   * Waits until no file changes any more, but not for ever.
   *
   * @param folder {@code inbox} or {@code check}
   */
  public Found look(String folder) {
    Map<Path, Seen> seen = new HashMap<>();
    long giveUp = System.nanoTime() + patience.toNanos();
    while (true) {
      List<String> left = new ArrayList<>();
      List<String> passed = new ArrayList<>();
      Map<Path, Seen> now = new HashMap<>();
      for (Path file : dropped(folder, left, passed)) {
        see(file, seen, now, passed);
      }
      seen = now;
      long time = System.nanoTime();
      List<Path> complete =
          seen.entrySet().stream()
              .filter(entry -> time - entry.getValue().since() >= quiet.toNanos())
              .sorted(
                  Map.Entry.<Path, Seen>comparingByValue(Comparator.comparing(Seen::changed))
                      .thenComparing(Map.Entry.comparingByKey()))
              .map(Map.Entry::getKey)
              .toList();
      boolean late = time > giveUp;
      if (late) {
        seen.keySet().stream()
            .filter(file -> !complete.contains(file))
            .forEach(
                file -> passed.add(Phrases.of("inbox.being.written", name(file), called(folder))));
      }
      if (late || complete.size() == seen.size()) {
        return new Found(complete, left, passed);
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  /** Moves a file out of the inbox's sight, under a name no other drop has. */
  Path take(Path file) throws IOException {
    String drop = UUID.randomUUID().toString().replace("-", "");
    Path taken =
        Files.move(file, taken().resolve(drop + "-" + name(file)), StandardCopyOption.ATOMIC_MOVE);
    if (!Files.isRegularFile(taken, LinkOption.NOFOLLOW_LINKS)) {
      // It was changed for a link or a pipe after it was looked at.
      Files.move(taken, file, StandardCopyOption.ATOMIC_MOVE);
      throw new FileSystemException(file.toString(), null, "is no file any more");
    }
    return taken;
  }

  /** The name a file was dropped under, fit for a file name of ours. */
  public static String name(Path file) {
    String name = String.valueOf(file.getFileName()).replaceAll("[\\p{Cntrl}/\\\\]", "_");
    while (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
      int dot = name.lastIndexOf('.');
      String end = dot > 0 && name.length() - dot < 6 ? name.substring(dot) : "";
      name = name.substring(0, name.length() - end.length() - 1) + end;
    }
    try {
      return Path.of(name).toString();
    } catch (InvalidPathException notInTheSystemsEncoding) {
      return name.replaceAll("[^ -~]", "_");
    }
  }

  private List<Path> dropped(String folder, List<String> left, List<String> passed) {
    String where = called(folder);
    List<Path> files = new ArrayList<>();
    Set<String> fragments = new TreeSet<>();
    try (DirectoryStream<Path> inbox = Files.newDirectoryStream(folders.folder(folder))) {
      for (Path file : inbox) {
        String name = String.valueOf(file.getFileName());
        if (Fragments.is(name)) {
          fragments.add(name);
        } else if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          passed.add(Phrases.of("inbox.folder", name(file), where));
        } else if (Files.isSymbolicLink(file)) {
          left.add(Phrases.of("inbox.link", name(file), where));
        } else if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          left.add(Phrases.of("inbox.pipe", name(file), where));
        } else if (!Files.isReadable(file)) {
          left.add(Phrases.of("inbox.not.readable", name(file), where));
        } else if (!Fragments.isWhole(name)) {
          fragments.add(name);
          passed.add(Phrases.of("inbox.no.ending", name(file), where));
        } else {
          files.add(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(where + " cannot be read", e);
    }
    files.removeIf(file -> Fragments.unfinished(file, fragments));
    return files;
  }

  private static String called(String folder) {
    return Phrases.of(folder.equals("inbox") ? "inbox.itself" : "inbox.called", folder);
  }

  private static void see(
      Path file, Map<Path, Seen> before, Map<Path, Seen> now, List<String> passed) {
    try {
      BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
      Seen was = before.get(file);
      boolean same =
          was != null && was.size() == is.size() && was.changed().equals(is.lastModifiedTime());
      now.put(
          file,
          same && was != null
              ? was
              : new Seen(is.size(), is.lastModifiedTime(), System.nanoTime()));
    } catch (IOException e) {
      passed.add(Phrases.of("inbox.went.away", name(file)));
    }
  }
}
