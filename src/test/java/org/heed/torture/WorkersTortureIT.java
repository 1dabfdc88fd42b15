package org.heed.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One process has the run, three send its texts, and PostgreSQL is a process too: each is killed,
 * stopped for a while or restarted at random, and what came of it is judged by what the gateway and
 * the mail server have.
 */
class WorkersTortureIT {
  private static final Path HOME = Path.of("target/torture-workers").toAbsolutePath();
  private static final int WORKERS = 3;
  private static final int LAST_RUNS = 12;
  private static final long BETWEEN_MILLIS = 1_500;

  /** What happens to them. */
  private enum Misfortune {
    WORKER_KILLED,
    WORKER_STOPPED,
    MANAGER_KILLED,
    MANAGER_STOPPED,
    DATABASE_RESTARTED
  }

  private final Scale scale = Scale.given();
  private final Random random = new Random(scale.seed());
  private final Campaign campaign = new Campaign(scale.messages(), random);
  private final Faults faults = new Faults(new Random(scale.seed() + 1), scale.faultShare());
  private final Progress progress = new Progress();
  private final Map<Misfortune, Integer> happened = new EnumMap<>(Misfortune.class);
  private final List<String> nightsFailed = new ArrayList<>();
  private final List<HeedProcess> homes = new ArrayList<>();
  private final Process[] workers = new Process[WORKERS];
  private HeedProcess manager;
  private Process night;

  @Test
  void many_processes_lose_nothing_and_double_nothing() throws Exception {
    say("torture of workers: " + scale);
    long start = System.nanoTime();
    FileSystemUtils.deleteRecursively(HOME);
    try (SandboxProcess sandbox = new SandboxProcess(HOME.resolve("sandbox"));
        PostgresProcess database = new PostgresProcess(HOME.resolve("pg"))) {
      Stops stops = new Stops(campaign, random, sandbox);
      try (FaultyGateway gateway =
              new FaultyGateway(sandbox.gateway(), faults, progress, stops::texted, true);
          FaultyMail mail = new FaultyMail(sandbox.mailPort(), faults, progress)) {
        manager = new HeedProcess(HOME.resolve("manager"), settings(gateway, mail, database.url()));
        campaign.drop(manager.home().resolve("inbox"));
        assertThat(manager.run("run", "import").exit()).as(manager.complaint()).isZero();
        for (int i = 0; i < WORKERS; i++) {
          homes.add(
              new HeedProcess(HOME.resolve("worker" + i), settings(gateway, mail, database.url())));
        }
        suffer(database);
        faults.end();
        Verdict verdict = finish(sandbox, gateway);
        HeedProcess.Ended audit = manager.run("audit");
        report(gateway, verdict, audit, start);
        assertThat(verdict.violations()).isEmpty();
        assertThat(nightsFailed).isEmpty();
        assertThat(verdict.mailsDoubled())
            .isLessThanOrEqualTo(
                TortureSettings.CONNECTIONS * sum() + faults.count(Fault.MAIL_CUT_AFTER_END));
        assertThat(audit.exit()).as(audit.out()).isZero();
        for (Process worker : workers) {
          worker.destroy();
          assertThat(worker.waitFor(20, TimeUnit.SECONDS)).isTrue();
          assertThat(worker.exitValue()).isZero();
        }
      } finally {
        for (Process worker : workers) {
          if (worker != null) {
            worker.destroyForcibly();
          }
        }
      }
    }
  }

  private int sum() {
    return happened.values().stream().mapToInt(Integer::intValue).sum();
  }

  private void suffer(PostgresProcess database) throws Exception {
    int before = 0;
    int idle = 0;
    while (sum() < scale.kills()) {
      alive();
      LockSupport.parkNanos(
          TimeUnit.MILLISECONDS.toNanos(random.nextInt((int) BETWEEN_MILLIS) + 200));
      int texts = progress.total(Progress.Event.TEXT);
      // Only what is at work is worth a misfortune, but waiting for it has an end.
      if (texts == before && ++idle < 20) {
        continue;
      }
      before = texts;
      idle = 0;
      befall(database);
    }
    // Who died last as well: all of them end in order at the end.
    alive();
  }

  private void befall(PostgresProcess database) throws Exception {
    Process worker = workers[random.nextInt(WORKERS)];
    Misfortune what =
        switch (random.nextInt(10)) {
          case 0, 1, 2 -> Misfortune.WORKER_KILLED;
          case 3, 4, 5 -> Misfortune.WORKER_STOPPED;
          case 6 -> Misfortune.MANAGER_KILLED;
          case 7, 8 -> Misfortune.MANAGER_STOPPED;
          default -> Misfortune.DATABASE_RESTARTED;
        };
    switch (what) {
      case WORKER_KILLED -> worker.destroyForcibly().waitFor();
      case WORKER_STOPPED -> sleep(worker);
      case MANAGER_KILLED -> night.destroyForcibly().waitFor();
      case MANAGER_STOPPED -> sleep(night);
      case DATABASE_RESTARTED -> database.restart();
    }
    happened.merge(what, 1, Integer::sum);
  }

  /** For a second to longer than the lease. */
  private void sleep(Process process) throws IOException, InterruptedException {
    signal(process, "STOP");
    LockSupport.parkNanos(
        TimeUnit.MILLISECONDS.toNanos(
            1_000 + random.nextInt(2_000 * TortureSettings.LEASE_SECONDS)));
    signal(process, "CONT");
  }

  private static void signal(Process process, String name)
      throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
  }

  /** Starts whatever is gone. */
  private void alive() throws IOException {
    for (int i = 0; i < WORKERS; i++) {
      if (workers[i] == null || !workers[i].isAlive()) {
        workers[i] = homes.get(i).start("worker", "--concurrency=8");
      }
    }
    if (night == null || !night.isAlive()) {
      ended();
      night = manager.start("run", "nightly");
    }
  }

  /** A night may not do all that there is; what befalls the database ends none. */
  private void ended() throws IOException {
    if (night != null && night.exitValue() != 0 && manager.complaint().contains("run failed")) {
      nightsFailed.add(manager.complaint());
    }
  }

  /** Runs in peace until nothing is open any more. */
  private Verdict finish(SandboxProcess sandbox, FaultyGateway gateway) throws Exception {
    night.waitFor();
    ended();
    Path report = manager.home().resolve("reports/campaign-torture.csv");
    for (int n = 1; ; n++) {
      HeedProcess.Ended ended = manager.run("run", "nightly");
      assertThat(ended.exit()).as(ended.out() + manager.complaint()).isZero();
      Verdict verdict = Judge.judge(campaign, Records.read(sandbox, gateway, report));
      if (verdict.lostNothing() || n == LAST_RUNS) {
        JsonNode queue =
            JsonMapper.shared().readTree(manager.run("status", "--json").out()).path("queue");
        say("torture of workers: after " + n + " runs in peace " + queue);
        assertThat(List.of("READY", "HELD", "SENDING", "IN_DOUBT"))
            .allSatisfy(status -> assertThat(queue.path(status).asInt(-1)).isZero());
        return verdict;
      }
    }
  }

  private static List<String> settings(FaultyGateway gateway, FaultyMail mail, String database) {
    return TortureSettings.of(
        gateway,
        mail,
        "--heed.consent.learn-from-replies=true",
        "--heed.delivery.concurrency=12",
        "--spring.datasource.url=" + database);
  }

  private void report(FaultyGateway gateway, Verdict verdict, HeedProcess.Ended audit, long start)
      throws Exception {
    List<String> lines = new ArrayList<>();
    lines.add("torture of workers, seed " + scale.seed());
    happened.forEach(
        (what, count) ->
            lines.add(Verdict.line(what.name().toLowerCase(java.util.Locale.ROOT), count)));
    faults.counts().forEach((fault, count) -> lines.add(Verdict.line("  " + fault, count)));
    lines.add(Verdict.line("requests", gateway.exchanges().size()));
    lines.add(Verdict.line("phones shown as refused", gateway.refusalsShown().size()));
    lines.addAll(verdict.lines());
    lines.add(Verdict.line("nights that failed", nightsFailed.size()));
    lines.addAll(nightsFailed);
    lines.addAll(audit.out().lines().toList());
    lines.add(Verdict.line("seconds", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)));
    lines.forEach(WorkersTortureIT::say);
    Files.write(HOME.resolve("result.txt"), lines);
  }

  @SuppressWarnings("SystemOut")
  private static void say(String line) {
    System.out.println(line);
  }
}
