package org.heed.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.heed.audit.Audit;
import org.heed.audit.Violation;
import org.heed.job.RunLock;
import org.heed.storage.DatabaseBusy;
import org.heed.storage.Holder;
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

  private final List<Violation> listed = new ArrayList<>();
  private long count;

  @Override
  public Integer call() {
    try {
      return prove();
    } catch (RuntimeException e) {
      DatabaseBusy busy = Problems.find(e, DatabaseBusy.class);
      if (busy == null) {
        throw e;
      }
      throw new DatabaseBusy(
          "the audit needs the database to itself, for what is on its way is neither kept nor"
              + (" broken yet; ask again when this has ended: " + busy.getMessage()));
    }
  }

  private int prove() {
    try (Application application =
        Application.start(heed, settings -> Holder.of("audit", settings))) {
      Audit audit = application.bean(Audit.class);
      List<String> looked =
          application.bean(RunLock.class).alone("audit", () -> audit.run(this::violated));
      if (json) {
        heed.out().println(Json.text(object(looked)));
      } else {
        heed.out().println("Looked at " + String.join(", ", looked) + ".");
        heed.out().println(count == 0 ? "No violation." : Words.count(count, "violation") + ".");
      }
      return count == 0 ? 0 : Problems.COULD_NOT;
    }
  }

  private void violated(Violation violation) {
    count++;
    if (!json) {
      heed.out().println(violation.line());
    } else if (listed.size() < LISTED) {
      listed.add(violation);
    }
  }

  private Map<String, Object> object(List<String> looked) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("done", count == 0);
    all.put("looked_at", looked);
    all.put("violation_count", count);
    all.put("violations", listed);
    return all;
  }
}
