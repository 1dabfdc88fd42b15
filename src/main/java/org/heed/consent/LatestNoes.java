package org.heed.consent;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.heed.address.PhoneNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Who was turned off or took hold a moment ago, for the last look before a text (O2, L3): a claim
 * that began before says nothing any more. What this process records is in here before it can be
 * read anywhere; what others record is looked for.
 */
@Component
public class LatestNoes {
  private static final String LAST =
      """
      select coalesce((select max(id) from consent_event), 0),
        coalesce((select max(id) from hold_fact), 0) from (values (0)) as one (n)
      """;
  // What a person on hold lists may be texted for somebody else, so it is in here too.
  private static final String NEWS =
      """
      select 1, id, number, cast(null as bigint), sms_status from consent_event where id > ?
      union all
      select 2, h.id, h.number, h.person_id, h.fact from hold_fact h where h.id > ?
      union all
      select 2, h.id, l.number, h.person_id, h.fact
      from hold_fact h join listing l on l.person_id = h.person_id where h.id > ?
      """;
  private static final Set<String> NO = Set.of("DISABLED", "HOLD");

  /** Longer than any claim is good for. */
  private static final long KEPT = TimeUnit.SECONDS.toNanos(30);

  private static final long FRESH = TimeUnit.SECONDS.toNanos(2);

  /** How many transactions are about to say no, and when the last one that said it ended. */
  private record No(int open, long at) {}

  private final JdbcTemplate jdbc;
  private final Map<Object, No> noes = new ConcurrentHashMap<>();
  private volatile boolean watched;
  private volatile long lookedAt;
  private long lastEvent;
  private long lastHold;

  LatestNoes(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Keeps what is said from now on, until {@link #end}. */
  public synchronized void begin() {
    watched = true;
    lookedAt = System.nanoTime();
    jdbc.query(
        LAST,
        row -> {
          lastEvent = row.getLong(1);
          lastHold = row.getLong(2);
        });
  }

  /** Looks for what others have recorded since the last look. */
  public synchronized void look() {
    long now = System.nanoTime();
    Set<Object> found = new HashSet<>();
    jdbc.query(
        NEWS,
        row -> {
          if (row.getInt(1) == 1) {
            lastEvent = Math.max(lastEvent, row.getLong(2));
          } else {
            lastHold = Math.max(lastHold, row.getLong(2));
          }
          if (NO.contains(row.getString(5))) {
            found.add(new PhoneNumber(row.getString(3)));
            found.add(row.getLong(4));
          }
        },
        lastEvent,
        lastHold,
        lastHold);
    found.forEach(key -> said(key, 0));
    noes.values().removeIf(no -> no.open() == 0 && now - no.at() > KEPT);
    lookedAt = now;
  }

  public synchronized void end() {
    watched = false;
    noes.values().removeIf(no -> no.open() == 0);
  }

  /** Whether what others had recorded two seconds ago is in here. */
  public boolean areUpToDate() {
    return System.nanoTime() - lookedAt < FRESH;
  }

  /** Whether somebody has said no since, or is about to. */
  public boolean since(long ticks, PhoneNumber phone, long personId) {
    return isSince(ticks, noes.get(phone)) || isSince(ticks, noes.get(personId));
  }

  private static boolean isSince(long ticks, @Nullable No no) {
    return no != null && (no.open() > 0 || no.at() - ticks >= 0);
  }

  /** Whether somebody is about to say no; a claim made now would not know it. */
  public boolean isOpen(PhoneNumber phone, long personId) {
    return isOpen(noes.get(phone)) || isOpen(noes.get(personId));
  }

  private static boolean isOpen(@Nullable No no) {
    return no != null && no.open() > 0;
  }

  /**
   * Notes a no in the caller's transaction, before it is written and before its time of recording
   * is taken, so that no text is called after that time.
   *
   * @param people by id, with every phone a message to them may name
   */
  void about(Collection<PhoneNumber> phones, Collection<Long> people) {
    Set<Object> keys = new HashSet<>(phones);
    keys.addAll(people);
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      keys.forEach(key -> said(key, 0));
      return;
    }
    keys.forEach(key -> said(key, 1));
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCompletion(int status) {
            keys.forEach(key -> said(key, -1));
          }
        });
  }

  private void said(Object key, int opened) {
    noes.compute(
        key,
        (same, no) -> {
          int open = opened + (no == null ? 0 : no.open());
          return open == 0 && !watched ? null : new No(open, System.nanoTime());
        });
  }
}
