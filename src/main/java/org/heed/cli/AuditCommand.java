package org.heed.cli;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.heed.address.ConfigurationProblem;
import org.heed.address.Institution;
import org.heed.audit.Audit;
import org.heed.audit.Violation;
import org.heed.chain.Break;
import org.heed.chain.Chain;
import org.heed.chain.Head;
import org.heed.job.RunLock;
import org.heed.report.Compliance;
import org.heed.report.ComplianceFigure;
import org.heed.storage.DatabaseBusy;
import org.heed.storage.Holder;
import org.heed.words.Phrases;
import org.heed.words.Words;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code audit}: proves the rules over the whole database. */
@Command(
    name = "audit",
    description =
        "Proves over the whole database: no text to a phone after its opt-out was known; every"
            + " phone's status is what the ledger comes to; every row of every campaign is"
            + " accounted for; nothing went twice. Lists every violation; exit status 1 if there is"
            + " one.",
    mixinStandardHelpOptions = true)
final class AuditCommand implements Callable<Integer> {
  private static final int LISTED = 10_000;

  @ParentCommand private Heed heed;

  @Option(names = "--json", description = "Print one JSON object in the place of text.")
  private boolean json;

  @Option(
      names = "--head",
      paramLabel = "POSITION:HASH",
      description = "The seal of a summary mail: nothing of before it may have changed since.")
  private List<String> heads = new ArrayList<>();

  private final List<Violation> listed = new ArrayList<>();
  private long count;
  private UnaryOperator<String> told = UnaryOperator.identity();

  private record Answer(
      boolean done,
      String asOf,
      List<String> lookedAt,
      List<Audit.Rule> rules,
      long violationCount,
      List<Violation> violations,
      List<ComplianceFigure> compliance) {}

  @Override
  public Integer call() {
    try {
      return prove();
    } catch (RuntimeException e) {
      DatabaseBusy busy = Problems.find(e, DatabaseBusy.class);
      if (busy == null) {
        throw e;
      }
      throw new DatabaseBusy(Phrases.of("audit.busy", busy.getMessage()));
    }
  }

  private int prove() {
    List<Head> given = heads.stream().map(AuditCommand::head).toList();
    try (Application application =
        Application.start(heed, settings -> Holder.of("audit", settings))) {
      Audit audit = application.bean(Audit.class);
      told = PersonWords.of(application)::stored;
      Instant asOf = application.bean(Clock.class).instant();
      ZoneId zone = application.bean(Institution.class).zone();
      List<Audit.Rule> rules =
          application
              .bean(RunLock.class)
              .alone(
                  "audit",
                  () -> {
                    if (!json) {
                      heed.out().println(Phrases.of("audit.as.of", Words.time(asOf, zone)));
                    }
                    Chain chain = application.bean(Chain.class);
                    chain.seal();
                    given.forEach(head -> chain.check(head).ifPresent(this::broken));
                    return audit.rules(this::violated);
                  });
      if (json) {
        heed.out().println(json(rules, Institution.local(asOf, zone), figures(application, asOf)));
      } else {
        rules.forEach(rule -> heed.out().println("  " + line(rule)));
        print(figures(application, asOf));
        heed.out()
            .println(
                count == 0 ? Phrases.of("audit.nothing") : Words.count(count, "violation") + ".");
      }
      return count == 0 ? 0 : Problems.COULD_NOT;
    }
  }

  private String json(List<Audit.Rule> rules, String asOf, List<ComplianceFigure> figures) {
    List<String> lookedAt = rules.stream().map(Audit.Rule::checked).toList();
    return Json.text(new Answer(count == 0, asOf, lookedAt, rules, count, listed, figures));
  }

  /** What an auditor asks, of all time (E7). */
  private static List<ComplianceFigure> figures(Application application, Instant asOf) {
    List<ComplianceFigure> figures = new ArrayList<>();
    application.bean(Compliance.class).each(Instant.EPOCH, asOf.plusSeconds(1), figures::add);
    return figures;
  }

  private void print(List<ComplianceFigure> figures) {
    String section = "";
    for (ComplianceFigure one : figures) {
      if (!one.section().equals(section)) {
        heed.out().println(one.section());
        section = one.section();
      }
      heed.out().println("  " + one.line());
    }
  }

  private static String line(Audit.Rule rule) {
    return Phrases.of("audit.rule", rule.rule(), Words.count(rule.violations()), rule.checked());
  }

  private void broken(Break found) {
    violated(new Violation("E6", found.subject(), found.found()));
  }

  static Head head(String typed) {
    return Head.read(typed)
        .orElseThrow(
            () ->
                new ConfigurationProblem(
                    "--head: found "
                        + typed
                        + ", expected the seal of a summary mail, such as 1234:9f2c41ab77d0e3c1"));
  }

  private void violated(Violation violation) {
    count++;
    if (!json) {
      heed.out().println(told.apply(violation.line()));
    } else if (listed.size() < LISTED) {
      listed.add(violation);
    }
  }
}
