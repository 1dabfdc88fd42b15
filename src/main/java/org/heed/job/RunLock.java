package org.heed.job;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.sql.DataSource;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider;
import net.javacrumbs.shedlock.support.KeepAliveLockProvider;
import org.heed.storage.DatabaseBusy;
import org.heed.storage.DatabaseHold;
import org.heed.storage.LockProperties;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;
import org.springframework.stereotype.Component;

/**
 * One run at a time: the embedded database by an operating system's lock, PostgreSQL by a lease
 * that is kept alive while the run goes on and ends by itself after its holder died.
 */
@Component
public class RunLock {
  private static final Duration SHORTEST_LEASE = Duration.ofSeconds(30);
  private static final String HOLDER = "select locked_by, locked_at from shedlock where name = ?";

  private final DatabaseHold database;
  private final DataSource dataSource;
  private final JdbcTemplate jdbc;
  private final Duration patience;

  RunLock(DatabaseHold database, DataSource dataSource, JdbcTemplate jdbc, LockProperties locks) {
    this.database = database;
    this.dataSource = dataSource;
    this.jdbc = jdbc;
    this.patience = locks.lease();
  }

  /** Held until it is closed. */
  public interface Held extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Takes the lock for one run.
   *
   * @param job its kind; import and nightly exclude each other
   * @throws DatabaseBusy when another process keeps it
   */
  public Held take(String job) {
    database.hold(job);
    database.purpose(job);
    boolean taken = false;
    try {
      Held lease = embedded() ? () -> {} : lease(job);
      taken = true;
      return () -> {
        lease.close();
        database.release();
      };
    } finally {
      if (!taken) {
        database.release();
      }
    }
  }

  /** Does something that no run may go on beside; throws as {@link #take}. */
  public <T> T alone(String purpose, Supplier<T> work) {
    Held held = take(purpose);
    try {
      return work.get();
    } finally {
      held.close();
    }
  }

  private Held lease(String job) {
    String name = job.equals("report") ? "report" : "work";
    ScheduledExecutorService beats =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "lease");
              thread.setDaemon(true);
              return thread;
            });
    KeepAliveLockProvider provider =
        new KeepAliveLockProvider(
            new JdbcTemplateLockProvider(
                JdbcTemplateLockProvider.Configuration.builder()
                    .withJdbcTemplate(jdbc)
                    .usingDbTime()
                    .withLockedByValue(
                        job + " on " + host() + " in process " + ProcessHandle.current().pid())
                    .build()),
            beats);
    Duration atMost = patience.compareTo(SHORTEST_LEASE) < 0 ? SHORTEST_LEASE : patience;
    long giveUp = System.nanoTime() + patience.plusSeconds(1).toNanos();
    while (true) {
      Optional<SimpleLock> lock =
          provider.lock(new LockConfiguration(Instant.now(), name, atMost, Duration.ZERO));
      if (lock.isPresent()) {
        return () -> {
          lock.get().unlock();
          beats.shutdownNow();
        };
      }
      if (System.nanoTime() > giveUp) {
        beats.shutdownNow();
        throw new DatabaseBusy("already running: " + holder(name));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
    }
  }

  private String holder(String name) {
    List<Map<String, Object>> rows = jdbc.queryForList(HOLDER, name);
    return rows.isEmpty()
        ? "another process"
        : rows.get(0).get("locked_by") + " since " + rows.get(0).get("locked_at") + " UTC";
  }

  private boolean embedded() {
    try {
      String product =
          JdbcUtils.extractDatabaseMetaData(dataSource, meta -> meta.getDatabaseProductName());
      return product.startsWith("HSQL");
    } catch (MetaDataAccessException e) {
      throw new IllegalStateException("the database cannot be reached", e);
    }
  }

  private static @Nullable String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "an unnamed host";
    }
  }
}
