package org.heed.job;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.heed.address.Institution;
import org.heed.storage.Connections;
import org.heed.storage.DatabaseBusy;
import org.heed.storage.DatabaseHold;
import org.heed.storage.Holder;
import org.heed.storage.SilentDatabase;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One run at a time: the embedded database by an operating system's lock, PostgreSQL by a lease
 * that is kept alive while the run goes on and ends by itself after its holder died.
 */
@Component
public class RunLock implements TransactionExecutionListener {
  private static final String KEPT = "kept";

  /** Longer than PostgreSQL lets a stopped process keep a transaction open. */
  private static final Duration FROZEN = Duration.ofSeconds(65);

  private final DatabaseHold database;
  private final boolean embedded;
  private final LeaseTable table;
  private final JdbcTemplate jdbc;
  private final Duration length;
  private final Clock clock;
  private final Connections connections;
  private final Institution institution;
  private volatile @Nullable Lease lease;

  RunLock(
      DatabaseHold database,
      Connections connections,
      JdbcTemplate jdbc,
      Holder holder,
      Institution institution,
      Clock clock) {
    this.database = database;
    this.connections = connections;
    this.embedded = connections.embedded();
    this.table = new LeaseTable(new JdbcTemplate(connections.impatient()));
    this.jdbc = jdbc;
    this.length = holder.lease();
    this.institution = institution;
    this.clock = clock;
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
      Held lease = embedded ? () -> {} : lease(job);
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

  /**
   * Whether nobody else can have begun to run; asks nobody, so it may be asked before each text.
   */
  public boolean held() {
    Lease own = lease;
    return own == null || own.held();
  }

  /**
   * Passes while this process may go on.
   *
   * @throws LeaseLost when it slept for longer than its lease and another run has taken over
   */
  public void check() {
    Lease own = lease;
    if (own != null) {
      own.check();
    }
  }

  /** What ended a run: where the database was given up, that, in the place of its consequences. */
  RuntimeException cause(RuntimeException ended) {
    Lease own = lease;
    return own != null && connections.server().isGivenUp()
        ? new SilentDatabase(own.silence(), ended)
        : ended;
  }

  /** For what has happened already: it is recorded whoever runs by now. */
  public static TransactionTemplate kept(PlatformTransactionManager transactions) {
    TransactionTemplate template = new TransactionTemplate(transactions);
    template.setName(KEPT);
    return template;
  }

  /**
   * A run that slept in the middle of a transaction commits it only if nobody has taken over, and
   * nobody takes over before that.
   */
  @Override
  public void beforeCommit(TransactionExecution transaction) {
    Lease own = lease;
    String name = transaction.getTransactionName();
    if (own != null
        && !transaction.isReadOnly()
        && !name.equals(KEPT)
        && !name.startsWith("org.springframework.batch.")) {
      own.keep(jdbc);
    }
  }

  private Held lease(String job) {
    String name = job.equals("report") ? "report" : "work";
    String holder = job + " on " + host() + " in process " + ProcessHandle.current().pid();
    long giveUp = System.nanoTime() + length.plusSeconds(1).toNanos();
    while (true) {
      long before = System.nanoTime();
      List<LeaseTable.Taken> taken = table.take(name, holder, length);
      if (!taken.isEmpty()) {
        connections.server().resume();
        Lease own = new Lease(table, taken.get(0), length, before, clock, connections.server());
        lease = own;
        return () -> {
          lease = null;
          own.close();
        };
      }
      long late = System.nanoTime() - giveUp;
      if (late > FROZEN.toNanos() || (late > 0 && !table.hasRunOut(name))) {
        throw new DatabaseBusy("already running: " + table.holder(name, institution));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
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
