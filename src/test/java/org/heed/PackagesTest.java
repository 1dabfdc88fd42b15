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
          Map.entry("message", ""),
          Map.entry("page", "address storage words"),
          Map.entry("consent", "address settings storage words"),
          Map.entry("job", "address chain storage words"),
          Map.entry("sandbox", "address message storage"),
          Map.entry("gateway", "address job sandbox settings storage"),
          Map.entry("mail", "address sandbox settings storage"),
          Map.entry("cancel", "address notice queue words"),
          Map.entry("calendar", "address queue schedule settings words"),
          Map.entry("campaign", "address consent csv intake message people queue settings words"),
          Map.entry("chart", "queue storage words"),
          Map.entry("notice", "address mail settings words"),
          Map.entry("reconciliation", "address consent gateway message queue settings"),
          Map.entry(
              "replies",
              "address consent gateway job mail notice queue reconciliation settings storage"
                  + " words"),
          Map.entry(
              "report",
              "address calendar chart consent intake job mail notice page queue settings storage"
                  + " words"),
          Map.entry("pause", "address notice queue words"),
          Map.entry(
              "preview",
              "address consent csv importing mail message night queue schedule settings storage"
                  + " words"),
          Map.entry("desk", "address consent gateway queue routing words"),
          Map.entry("move", "address job settings storage"),
          Map.entry("evidence", "address chain consent desk page storage words"),
          Map.entry("audit", "address chain consent queue settings words"),
          Map.entry("schedule", "address job routing settings storage"),
          Map.entry("demo", "address job queue sandbox"),
          Map.entry(
              "cli",
              "address audit calendar cancel chain consent csv demo desk evidence importing job"
                  + " mail move night pause preview queue report sandbox schedule settings storage"
                  + " words worker"),
          Map.entry("queue", "address consent gateway job mail settings storage words"),
          Map.entry("email", "address consent job mail queue run settings storage words worker"),
          Map.entry(
              "night",
              "address cancel chain consent email gateway importing job mail message notice pause"
                  + " queue reconciliation replies report routing run settings storage text words"
                  + " worker"),
          Map.entry("routing", "address consent queue settings storage"),
          Map.entry("run", "address notice"),
          Map.entry(
              "text",
              "address consent gateway job message pause queue replies routing run settings"
                  + " storage words worker"),
          Map.entry("worker", "address storage words"),
          Map.entry("csv", "address settings words"),
          Map.entry(
              "importing",
              "address campaign cancel consent csv intake job mail notice people queue settings"
                  + " storage words"),
          Map.entry("intake", "address csv mail message notice schedule settings storage words"),
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
