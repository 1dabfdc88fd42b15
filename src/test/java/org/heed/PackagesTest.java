package org.heed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.core.DependencyDepth;

/** Which package may use which: values at the bottom, jobs above them, the command line on top. */
@NullUnmarked
class PackagesTest {
  private static final Map<String, String> ALLOWED =
      Map.ofEntries(
          Map.entry("address", "words"),
          Map.entry("settings", "address words"),
          Map.entry("chain", "address words"),
          Map.entry("storage", "address chain settings"),
          Map.entry("page", "address storage words"),
          Map.entry("consent", "address settings storage words"),
          Map.entry("job", "address chain storage words"),
          Map.entry("sandbox", "address storage words"),
          Map.entry("gateway", "address job sandbox settings storage"),
          Map.entry("mail", "address sandbox settings storage words"),
          Map.entry("calendar", "address queue schedule settings words"),
          Map.entry("campaign", "address consent csv intake people queue settings words"),
          Map.entry("chart", "queue storage words"),
          Map.entry("reconciliation", "address consent gateway queue settings words"),
          Map.entry(
              "replies",
              "address consent gateway job mail queue reconciliation settings storage words"),
          Map.entry(
              "report",
              "address calendar chart consent intake job mail page queue settings storage"
                  + " words"),
          Map.entry("pause", "address mail queue words"),
          Map.entry(
              "preview",
              "address consent csv importing mail night queue schedule settings storage words"),
          Map.entry("desk", "address consent gateway queue routing words"),
          Map.entry("move", "address job settings storage"),
          Map.entry("evidence", "address chain consent desk page storage words"),
          Map.entry("audit", "address chain consent queue settings words"),
          Map.entry("schedule", "address job routing settings storage"),
          Map.entry("demo", "address job queue sandbox"),
          Map.entry(
              "cli",
              "address audit calendar chain consent demo desk evidence job move night pause"
                  + " preview queue report sandbox schedule settings storage words worker"),
          Map.entry("queue", "address consent gateway job mail settings storage words"),
          Map.entry("email", "address consent job mail queue settings storage words worker"),
          Map.entry(
              "night",
              "address chain consent email gateway importing job mail pause queue"
                  + " reconciliation replies report routing settings storage text words worker"),
          Map.entry("routing", "address consent queue settings storage"),
          Map.entry(
              "text",
              "address consent gateway job pause queue replies routing settings storage words"
                  + " worker"),
          Map.entry("worker", "address storage words"),
          Map.entry("csv", "address settings words"),
          Map.entry(
              "importing",
              "address campaign consent csv intake job mail pause people queue settings"
                  + " storage words"),
          Map.entry("intake", "address csv mail schedule settings storage words"),
          Map.entry("people", "address csv words"),
          Map.entry("words", ""));

  @Test
  void each_package_uses_only_what_the_table_allows() {
    ApplicationModules modules = ApplicationModules.of("org.heed");
    Map<String, String> found = new TreeMap<>();
    modules.forEach(
        module ->
            found.put(
                module.getIdentifier().toString(),
                module
                    .getDependencies(modules, DependencyDepth.IMMEDIATE)
                    .uniqueModules()
                    .map(used -> used.getIdentifier().toString())
                    .collect(Collectors.toCollection(TreeSet::new))
                    .stream()
                    .collect(Collectors.joining(" "))));
    assertThat(found).containsExactlyInAnyOrderEntriesOf(new TreeMap<>(ALLOWED));
  }

  @Test
  void no_two_packages_use_each_other() {
    ApplicationModules.of("org.heed").detectViolations().throwIfPresent();
  }
}
