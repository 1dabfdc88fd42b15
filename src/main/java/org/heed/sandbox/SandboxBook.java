package org.heed.sandbox;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.heed.sandbox.SandboxRow.Kind;
import org.jspecify.annotations.Nullable;

/** What the sandbox gateway was sent and told, and whom it refuses (G1 to G3). */
final class SandboxBook implements AutoCloseable {
  /**
   * What became of a message that was to be created.
   *
   * @param row null: refused
   * @param error null: taken
   */
  record Created(@Nullable SandboxRow row, @Nullable SandboxError error) {}

  private static final Set<String> STOP =
      Set.of("STOP", "STOPALL", "QUIT", "END", "CANCEL", "UNSUBSCRIBE", "OPTOUT", "REVOKE");
  private static final Set<String> START = Set.of("START", "YES", "UNSTOP");
  private static final String STOPPED =
      "You have successfully been unsubscribed. You will not receive any more messages from this"
          + " number. Reply START to resubscribe.";
  private static final String STARTED =
      "You have successfully been re-subscribed to messages from this number. Reply HELP for help."
          + " Reply STOP to unsubscribe. Msg&Data Rates May Apply.";

  private final Clock clock;
  private final SandboxJournal journal;
  private final List<SandboxRow> rows = new ArrayList<>();
  private final Map<String, List<SandboxRow>> byTo = new HashMap<>();
  private final Map<String, SandboxRow> bySid = new HashMap<>();
  private final Set<String> blocked = new HashSet<>();
  private Duration progress = Duration.ofSeconds(2);

  SandboxBook(Path file, Clock clock) {
    this.clock = clock;
    this.journal = new SandboxJournal(file);
    journal.read().forEach(this::keep);
  }

  /** How long it takes until the end of a text is known. */
  synchronized void setProgress(Duration progress) {
    this.progress = progress;
  }

  synchronized Created create(Map<String, String> form) {
    String to = form.getOrDefault("To", "");
    String from = form.getOrDefault("From", "");
    String body = form.getOrDefault("Body", "");
    String validity = form.getOrDefault("ValidityPeriod", "");
    SandboxError wrong = SandboxError.of(from, to, body, validity);
    if (wrong != null) {
      return new Created(null, wrong);
    }
    String service = form.getOrDefault("MessagingServiceSid", "");
    boolean accepted = !service.isEmpty();
    SandboxError refusal =
        blocked.contains(pair(from, to)) ? SandboxError.UNSUBSCRIBED : SandboxError.testNumber(to);
    SandboxRow row =
        add(
            Kind.OUTBOUND_API,
            from,
            to,
            body,
            refusal == null ? null : refusal.code(),
            validity.isEmpty() ? null : Integer.valueOf(validity),
            accepted ? service : null);
    return refusal == null || accepted ? new Created(row, null) : new Created(null, refusal);
  }

  /** A phone replies to a sender; the gateway confirms a keyword (G1, G3). */
  synchronized void reply(String phone, String sender, String body) {
    add(Kind.INBOUND, phone, sender, body, null, null, null);
    String word = body.toUpperCase(Locale.ROOT);
    if (STOP.contains(word) || START.contains(word)) {
      String words = STOP.contains(word) ? STOPPED : STARTED;
      add(Kind.OUTBOUND_REPLY, sender, phone, words, null, null, null);
    }
  }

  synchronized @Nullable SandboxText find(String account, String sid) {
    SandboxRow row = bySid.get(sid);
    return row == null ? null : row.json(account, clock.instant(), progress);
  }

  /**
   * One page, newest first; a row more than a page holds tells that there is another.
   *
   * @return the rows as the API shows them
   */
  synchronized List<SandboxText> list(String account, SandboxQuery query) {
    Instant now = clock.instant();
    String to = query.to();
    List<SandboxRow> all = to == null ? rows : byTo.getOrDefault(to, List.of());
    List<SandboxText> found = new ArrayList<>();
    for (int i = end(all, query.before()) - 1; i >= 0 && found.size() <= query.size(); i--) {
      SandboxRow row = all.get(i);
      if (query.shows(row, now, progress)) {
        found.add(row.json(account, now, progress));
      }
    }
    return found;
  }

  /** Where the page before begins: after this order; null: it is the first page. */
  synchronized @Nullable Long before(SandboxQuery query) {
    Instant now = clock.instant();
    String to = query.to();
    List<SandboxRow> all = to == null ? rows : byTo.getOrDefault(to, List.of());
    int left = query.size();
    for (SandboxRow row : all.subList(end(all, query.before()), all.size())) {
      if (query.shows(row, now, progress) && left-- == 0) {
        return row.order();
      }
    }
    return null;
  }

  /** How many rows have a lower order. */
  private static int end(List<SandboxRow> rows, long order) {
    int low = 0;
    int high = rows.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (rows.get(middle).order() < order) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private SandboxRow add(
      Kind kind,
      String from,
      String to,
      String body,
      @Nullable Integer code,
      @Nullable Integer validity,
      @Nullable String service) {
    SandboxRow row =
        new SandboxRow(
            rows.isEmpty() ? 1 : rows.get(rows.size() - 1).order() + 1,
            "SM" + UUID.randomUUID().toString().replace("-", ""),
            kind,
            from,
            to,
            body,
            code,
            validity,
            service != null,
            service,
            clock.instant().truncatedTo(ChronoUnit.SECONDS));
    keep(row);
    journal.write(row);
    return row;
  }

  private void keep(SandboxRow row) {
    rows.add(row);
    byTo.computeIfAbsent(row.to(), to -> new ArrayList<>()).add(row);
    bySid.put(row.sid(), row);
    if (row.kind() == Kind.INBOUND) {
      String word = row.body().toUpperCase(Locale.ROOT);
      if (STOP.contains(word)) {
        blocked.add(pair(row.to(), row.from()));
      } else if (START.contains(word)) {
        blocked.remove(pair(row.to(), row.from()));
      }
    }
  }

  private static String pair(String sender, String phone) {
    return sender + phone;
  }

  @Override
  public synchronized void close() {
    journal.close();
  }
}
