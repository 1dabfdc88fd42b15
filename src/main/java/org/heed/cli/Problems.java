package org.heed.cli;

import java.io.PrintStream;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.heed.address.ConfigurationProblem;
import org.heed.move.MoveFailed;
import org.heed.storage.DamagedDatabase;
import org.heed.storage.DatabaseBusy;
import org.heed.storage.SilentDatabase;
import org.heed.storage.StorageFull;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.config.ConfigDataNotFoundException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.util.PlaceholderResolutionException;

/** What ends a command, as one line and an exit status. */
final class Problems {
  static final int COULD_NOT = 1;
  static final int USAGE = 2;
  static final int RUNNING = 3;
  private static final List<Class<? extends RuntimeException>> OURS =
      List.of(StorageFull.class, DamagedDatabase.class, SilentDatabase.class, MoveFailed.class);

  private Problems() {}

  private record Told(String line, int status) {}

  /** Says what is wrong; the exit status. */
  static int report(Throwable problem, PrintStream err) {
    Told told = known(problem);
    if (told == null) {
      // The console has the one line below; the log keeps where it came from.
      LoggerFactory.getLogger(Problems.class).info("the command failed", problem);
      told = failed(problem);
    }
    err.println("heed: " + told.line());
    return told.status();
  }

  /** What the line says all of; null: nothing such. */
  private static @Nullable Told known(Throwable problem) {
    ConfigurationProblem settings = find(problem, ConfigurationProblem.class);
    if (settings != null) {
      return new Told(line(settings), USAGE);
    }
    BindException binding = find(problem, BindException.class);
    if (binding != null) {
      return new Told(binding(binding), USAGE);
    }
    ConfigDataNotFoundException missing = find(problem, ConfigDataNotFoundException.class);
    if (missing != null) {
      String found = missing.getReferenceDescription();
      return new Told(
          "spring.config.import or .location: found " + found + ", and it is not there", USAGE);
    }
    PlaceholderResolutionException unset = find(problem, PlaceholderResolutionException.class);
    if (unset != null) {
      return new Told("found ${" + unset.getPlaceholder() + "}, and nothing has this name", USAGE);
    }
    DatabaseBusy busy = find(problem, DatabaseBusy.class);
    if (busy != null) {
      return new Told(line(busy), RUNNING);
    }
    SQLException database = find(problem, SQLException.class);
    String state = database == null ? null : database.getSQLState();
    if (database != null && state != null && state.matches("(28|3D).*") && !isOurs(problem)) {
      String setting = state.startsWith("3D") ? "url: " : "username or .password: ";
      return new Told("spring.datasource." + setting + line(database), USAGE);
    }
    return null;
  }

  private static Told failed(Throwable problem) {
    for (Class<? extends RuntimeException> ours : OURS) {
      RuntimeException told = find(problem, ours);
      if (told != null) {
        return new Told(line(told), COULD_NOT);
      }
    }
    SQLException database = find(problem, SQLException.class);
    if (database != null) {
      boolean silent = find(problem, SocketTimeoutException.class) != null;
      String words = silent ? Phrases.of("database.silent") : line(database);
      return new Told("the database (spring.datasource.url): " + words, COULD_NOT);
    }
    Throwable root = problem;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new Told(
        "failed: " + root.getClass().getSimpleName() + ": " + line(root) + "; see the log",
        COULD_NOT);
  }

  private static boolean isOurs(Throwable problem) {
    return OURS.stream().anyMatch(ours -> find(problem, ours) != null);
  }

  private static String binding(BindException e) {
    ConfigurationProperty property = e.getProperty();
    String name = property == null ? e.getName().toString() : property.getName().toString();
    Class<?> type = e.getTarget().getType().resolve(Object.class);
    return name
        + ": found "
        + (property == null ? "something else" : property.getValue())
        + ", expected "
        + expected(type);
  }

  private static String expected(Class<?> type) {
    if (type.isEnum()) {
      StringBuilder names = new StringBuilder("one of");
      for (Object constant : type.getEnumConstants()) {
        names
            .append(names.length() > 6 ? ", " : " ")
            .append(constant.toString().replace('_', '-').toLowerCase(Locale.ROOT));
      }
      return names.toString();
    }
    return switch (type.getSimpleName()) {
      case "int", "Integer", "long", "Long" -> "a whole number";
      case "double", "Double" -> "a number";
      case "boolean", "Boolean" -> "true or false";
      case "Duration" -> "a time such as 30s, 5m or 1h";
      case "ZoneId" -> "a time zone such as America/Chicago";
      default -> "a value it can be read from (" + type.getSimpleName() + ")";
    };
  }

  private static String line(Throwable e) {
    return Optional.ofNullable(e.getMessage())
        .map(words -> words.replaceAll("\\s*\\R\\s*", " ").strip())
        .orElse(e.getClass().getSimpleName());
  }

  static <T extends Throwable> @Nullable T find(Throwable problem, Class<T> kind) {
    for (Throwable e = problem; e != null; e = e.getCause()) {
      if (kind.isInstance(e)) {
        return kind.cast(e);
      }
    }
    return null;
  }
}
