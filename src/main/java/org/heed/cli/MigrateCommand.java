package org.heed.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.heed.address.ConfigurationProblem;
import org.heed.address.Institution;
import org.heed.audit.Audit;
import org.heed.chain.Chain;
import org.heed.job.Progress;
import org.heed.job.RunLock;
import org.heed.move.Move;
import org.heed.move.Server;
import org.heed.settings.DatabaseSettings;
import org.heed.settings.SettingsReader;
import org.heed.storage.DatabaseBusy;
import org.heed.storage.Holder;
import org.heed.storage.MovedDatabase;
import org.heed.storage.ServeLock;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code migrate --to}: the embedded database, carried over to PostgreSQL. */
@Command(
    name = MovedDatabase.COMMAND,
    description =
        "Carries the embedded database over to PostgreSQL, compares every table and the audit of"
            + " both, and then lets nothing use the old one any more. Whatever ends it, the same"
            + " command goes on with it.",
    mixinStandardHelpOptions = true)
final class MigrateCommand implements Callable<Integer> {
  private static final int COMPARED = 10_000;

  @ParentCommand private Heed heed;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "JDBC_URL",
      description = "An empty database, such as jdbc:postgresql://db.example.edu/heed.")
  private String to;

  @Option(names = "--user", paramLabel = "NAME", description = "Who Heed is there.")
  private String user = "";

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "A file whose first line is the password there.")
  private @Nullable Path passwordFile;

  @Override
  public Integer call() {
    DatabaseSettings server = Server.of(to, user, password());
    DatabaseSettings old = DatabaseSettings.of(SettingsReader.read(heed.settings()));
    Path folder = folder(old);
    try (Application application =
        Application.start(heed, settings -> Holder.of(MovedDatabase.COMMAND, settings))) {
      ServeLock nobodyUp = ServeLock.alone(folder);
      try {
        return application
            .bean(RunLock.class)
            .alone(MovedDatabase.COMMAND, () -> move(application, server, folder));
      } finally {
        nobodyUp.close();
      }
    } catch (RuntimeException e) {
      DatabaseBusy busy = Problems.find(e, DatabaseBusy.class);
      throw busy == null ? e : new DatabaseBusy("nothing was moved: " + busy.getMessage());
    }
  }

  private String password() {
    Path file = passwordFile;
    if (file == null) {
      return "";
    }
    try {
      return Files.readString(file).lines().findFirst().orElse("");
    } catch (IOException e) {
      throw new ConfigurationProblem(
          "--password-file: found "
              + file
              + ", and it cannot be read: "
              + e.getClass().getSimpleName());
    }
  }

  private static Path folder(DatabaseSettings old) {
    if (!old.embedded()) {
      throw new ConfigurationProblem(
          "spring.datasource.url: found "
              + Server.shown(old.url())
              + ", expected none: only the database in heed.home is moved");
    }
    Path files = Path.of(old.path()).toAbsolutePath();
    Path folder = Objects.requireNonNull(files.getParent());
    if (!Files.exists(files.resolveSibling(files.getFileName() + ".script"))) {
      throw new ConfigurationProblem(
          "heed.home: found no database in " + folder + ", expected one that is to be moved");
    }
    return folder;
  }

  private int move(Application application, DatabaseSettings server, Path folder) {
    if (!application.bean(Chain.class).seal()) {
      throw new IllegalStateException("what was recorded last cannot be sealed");
    }
    Progress progress = application.bean(Progress.class);
    DataSource source = application.bean(DataSource.class);
    try (Move move =
        Move.begin(source, folder, server, progress, application.bean(Holder.class).lease())) {
      heed.ending().by(move::stop);
      List<Move.Same> same = carry(move, progress);
      tell("Compared table by table, the same on both sides:");
      same.stream()
          .filter(table -> table.rows() > 0)
          .forEach(table -> tell("  %-30s %,12d rows", table.table(), table.rows()));
      tell("%,d tables, %,d rows.", same.size(), same.stream().mapToLong(Move.Same::rows).sum());
      Found here = audit(application);
      try (Application there =
          Application.start(heed, settings -> Holder.of(MovedDatabase.COMMAND, settings), server)) {
        move.settle(here.equals(audit(there)) ? null : "audit finds something else there");
      }
      tell("audit finds the same on both sides: %s.", Words.count(here.violations(), "violation"));
      Instant now = application.bean(Clock.class).instant();
      move.finish(application.bean(Institution.class).local(now));
    }
    next(server, folder);
    return 0;
  }

  private List<Move.Same> carry(Move move, Progress progress) {
    Watch watch = new Watch(progress, heed.err(), CommandLine.Help.Ansi.AUTO.enabled());
    try {
      return move.carry();
    } finally {
      watch.close();
    }
  }

  /** What an audit comes to; the databases list violations in orders of their own. */
  private record Found(List<Audit.Rule> rules, Set<String> lines) {
    long violations() {
      return rules.stream().mapToLong(Audit.Rule::violations).sum();
    }
  }

  private static Found audit(Application application) {
    Set<String> lines = new TreeSet<>();
    List<Audit.Rule> rules =
        application
            .bean(Audit.class)
            .rules(
                violation -> {
                  lines.add(violation.line());
                  if (lines.size() > COMPARED) {
                    lines.remove(((TreeSet<String>) lines).last());
                  }
                });
    return new Found(rules, lines);
  }

  private void next(DatabaseSettings server, Path folder) {
    tell("");
    tell("Everything is in %s now.", Server.shown(server.url()));
    tell("The old database in %s is as it was, and nothing opens it any more.", folder);
    tell("Now write into config/application.yml:");
    tell("");
    tell("  spring:");
    tell("    datasource:");
    tell("      url: \"%s\"", server.url());
    if (!server.username().isEmpty()) {
      tell("      username: \"%s\"", server.username());
    }
    tell("");
    if (passwordFile != null) {
      tell("The password belongs in a config tree, or in SPRING_DATASOURCE_PASSWORD.");
    }
    tell("Then see it with 'heed status', and start 'heed serve' again where it was stopped.");
  }

  private void tell(String words, Object... values) {
    heed.out().println(String.format(Locale.ENGLISH, words, values));
  }
}
