package org.heed.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.heed.storage.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Nothing lost, nothing twice: the real jar sends a campaign through faulty lines, is killed again
 * and again, sleeps and wakes beside others, and is judged by what the gateway and the mail server
 * have.
 */
class TortureIT {
  private static final Path HOME = Path.of("target/torture").toAbsolutePath();
  private static final int LAST_RUNS = 12;

  private final Scale scale = Scale.given();
  private final Random random = new Random(scale.seed());
  private final boolean learns = random.nextBoolean();
  private final Campaign campaign = new Campaign(scale.messages(), random);
  private final Faults faults = new Faults(new Random(scale.seed() + 1), scale.faultShare());
  private final Progress progress = new Progress();

  @Test
  void a_killed_night_loses_nothing_and_doubles_nothing() throws Exception {
    say("torture: " + scale + ", replies are read: " + learns);
    long start = System.nanoTime();
    FileSystemUtils.deleteRecursively(HOME);
    try (SandboxProcess sandbox = new SandboxProcess(HOME.resolve("sandbox"))) {
      Stops stops = new Stops(campaign, random, sandbox);
      try (FaultyGateway gateway =
              new FaultyGateway(sandbox.gateway(), faults, progress, stops::texted, false);
          FaultyMail mail = new FaultyMail(sandbox.mailPort(), faults, progress)) {
        HeedProcess heed =
            new HeedProcess(HOME.resolve("heed"), settings(gateway, mail, HOME.resolve("heed")));
        campaign.drop(heed.home().resolve("inbox"));
        assertThat(heed.run("run", "import").exit()).as(heed.complaint()).isZero();
        Sleeps sleeps = new Sleeps(heed, progress, random, scale.database());
        Kills kills = new Kills(heed, progress, faults, random, sleeps);
        kills.all(
            Aim.plan(scale.kills(), scale.sleeps(), random),
            scale.messages(),
            stops.emails(campaign));
        faults.end();
        Verdict verdict = finish(heed, sandbox, gateway);
        report(kills, sleeps, gateway, verdict, start);
        assertThat(verdict.violations()).isEmpty();
        assertThat(verdict.mailsDoubled())
            .isLessThanOrEqualTo(
                TortureSettings.CONNECTIONS * (kills.count() + sleeps.count())
                    + faults.count(Fault.MAIL_CUT_AFTER_END));
        assertThat(kills.count()).isEqualTo(scale.kills());
        assertThat(sleeps.count()).isEqualTo(scale.sleeps());
        if (heed.run("audit", "--help").out().contains("heed audit")) {
          HeedProcess.Ended audit = heed.run("audit");
          assertThat(audit.exit()).as(audit.out()).isZero();
        }
      }
    }
  }

  /** Runs in peace until nothing is open any more. */
  private Verdict finish(HeedProcess heed, SandboxProcess sandbox, FaultyGateway gateway)
      throws Exception {
    Path report = heed.home().resolve("reports/campaign-torture.csv");
    for (int n = 1; ; n++) {
      HeedProcess.Ended night = heed.run("run", "nightly");
      assertThat(night.exit()).as(night.out() + heed.complaint()).isZero();
      Verdict verdict = Judge.judge(campaign, Records.read(sandbox, gateway, report));
      if (verdict.lostNothing() || n == LAST_RUNS) {
        JsonNode queue =
            JsonMapper.shared().readTree(heed.run("status", "--json").out()).path("queue");
        say("torture: after " + n + " runs in peace " + queue);
        assertThat(List.of("READY", "HELD", "SENDING", "IN_DOUBT"))
            .allSatisfy(status -> assertThat(queue.path(status).asInt(-1)).isZero());
        return verdict;
      }
    }
  }

  private List<String> settings(FaultyGateway gateway, FaultyMail mail, Path home)
      throws Exception {
    List<String> settings =
        TortureSettings.of(
            gateway,
            mail,
            "--heed.consent.learn-from-replies=" + learns,
            "--heed.delivery.concurrency=8");
    if (scale.database() != TestDatabase.HSQLDB) {
      settings.add("--spring.datasource.url=" + scale.database().newUrl(home));
    }
    return settings;
  }

  private void report(
      Kills kills, Sleeps sleeps, FaultyGateway gateway, Verdict verdict, long start)
      throws Exception {
    List<String> lines = new ArrayList<>();
    lines.add("torture, seed " + scale.seed());
    lines.add(Verdict.line("kills", kills.count()));
    kills.phases().forEach((phase, count) -> lines.add(Verdict.line("  " + phase, count)));
    lines.add(Verdict.line("sleeps", sleeps.count()));
    sleeps.phases().forEach((phase, count) -> lines.add(Verdict.line("  " + phase, count)));
    lines.add(
        Verdict.line(
            "faults", faults.counts().values().stream().mapToInt(Integer::intValue).sum()));
    faults.counts().forEach((fault, count) -> lines.add(Verdict.line("  " + fault, count)));
    lines.add(Verdict.line("requests", gateway.exchanges().size()));
    lines.addAll(verdict.lines());
    lines.add(Verdict.line("seconds", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)));
    lines.forEach(TortureIT::say);
    Files.write(HOME.resolve("result.txt"), lines);
  }

  @SuppressWarnings("SystemOut")
  private static void say(String line) {
    System.out.println(line);
  }
}
