package org.heed.schedule;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.heed.address.ConfigurationProblem;
import org.heed.settings.PlainYaml;

/** The job files of an institution. */
public final class JobFiles {
  static final List<String> KINDS = List.of("import", "nightly", "report");

  private static final Pattern READ = Pattern.compile("[^.].*\\.ya?ml");

  /** As editors, systems and hurried people end a name. */
  private static final Pattern NEARLY =
      Pattern.compile("(?i).*\\.ya?ml.*|(import|nightly|report)(\\.[^.]*)?");

  private final Path folder;

  /**
   * @param folder {@code heed.jobs}; need not be there
   */
  public JobFiles(Path folder) {
    this.folder = folder;
  }

  /** Every job there is a file for, by name. */
  public List<JobFile> all() {
    Map<String, JobFile> jobs = new LinkedHashMap<>();
    for (Path file : files()) {
      JobFile job = read(file);
      if (jobs.putIfAbsent(job.name(), job) != null) {
        throw new ConfigurationProblem(
            folder + ": two files for the job " + job.name() + ", expected one");
      }
    }
    return List.copyOf(jobs.values());
  }

  /**
   * The job of this name: a file's, or a kind's.
   *
   * @throws ConfigurationProblem when there is neither
   */
  public JobFile find(String name) {
    for (Path file : files()) {
      if (name(file).equals(name)) {
        return read(file);
      }
    }
    if (KINDS.contains(name)) {
      return JobFile.ofKind(name);
    }
    List<String> known = new ArrayList<>(KINDS);
    files().stream().map(JobFiles::name).filter(n -> !known.contains(n)).forEach(known::add);
    throw new ConfigurationProblem(
        "no job "
            + name
            + " in "
            + folder.toAbsolutePath().normalize()
            + ", expected one of "
            + String.join(", ", known));
  }

  /**
   * When a job is due next.
   *
   * @param job its name
   */
  public record Start(String job, Instant at) {}

  /** The first start of a job of this kind after a time; empty: none has a cron. */
  public Optional<Start> next(String kind, Instant after, ZoneId institutionZone) {
    return all().stream()
        .filter(job -> job.kind().equals(kind) && job.cron() != null)
        .flatMap(
            job ->
                job.schedule(institutionZone).next(after).stream()
                    .map(due -> new Start(job.name(), due.at())))
        .min(Comparator.comparing(Start::at));
  }

  /**
   * The first nightly run after a time; empty: no job has a time, or a file cannot be read, which
   * the next run tells.
   */
  public Optional<Instant> nightAfter(Instant after, ZoneId institutionZone) {
    try {
      return next("nightly", after, institutionZone).map(Start::at);
    } catch (ConfigurationProblem toldElsewhere) {
      return Optional.empty();
    }
  }

  /** What looks like a job file and is none, by its name. */
  public List<Path> unread() {
    return named(NEARLY).stream().filter(file -> !files().contains(file)).toList();
  }

  private List<Path> files() {
    return named(READ);
  }

  private List<Path> named(Pattern names) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> names.matcher(String.valueOf(file.getFileName())).matches())
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new ConfigurationProblem("heed.jobs: " + folder + " cannot be read: " + e.getMessage());
    }
  }

  private static JobFile read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return JobFile.of(file.toString(), name(file), PlainYaml.read(file.toString(), in));
    } catch (IOException e) {
      throw new ConfigurationProblem(file + ": cannot be read: " + e.getMessage());
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
  }
}
