package org.heed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Which package may write and which may read each table, as the SQL in the sources has it. */
@NullUnmarked
class TablesTest {
  private static final Path SOURCES = Path.of("src/main/java/org/heed");
  private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

  private static final Pattern CREATED = Pattern.compile("(?i)create table (\\w+)");
  private static final Pattern COMMENT =
      Pattern.compile("(?s)/\\*.*?\\*/|(?m)^\\s*//[^\n]*|'\\\\?\"'");
  private static final Pattern SQL =
      Pattern.compile("(?s)\"\"\"(.*?)\"\"\"|\"((?:[^\"\\\\\n]|\\\\.)*)\"");
  private static final Pattern WRITTEN =
      Pattern.compile("(?i)\\b(?:insert\\s+into|update|delete\\s+from|merge\\s+into)\\s+(\\w+)");
  private static final Pattern READ = Pattern.compile("(?i)\\b(?:from|join)\\s+(\\w+)");

  /** The table's name, who writes it, who else reads it. */
  private static final Map<String, String> OWNERS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(
                  "attempt",
                  "queue: audit calendar campaign chart desk importing night pause"
                      + " reconciliation replies report storage"),
              Map.entry(
                  "campaign",
                  "importing pause queue report: audit calendar campaign chart desk evidence"
                      + " intake night people reconciliation replies"),
              Map.entry("basis_rule", "consent: audit report"),
              Map.entry("cancellation", "pause: chain intake queue"),
              Map.entry("consent_event", "consent: audit chain chart desk report storage"),
              Map.entry("chain_head", "chain:"),
              Map.entry("chain_link", "chain:"),
              Map.entry("chain_mark", "chain:"),
              Map.entry("consent_row", "intake:"),
              Map.entry("consent_turn", "consent:"),
              Map.entry("crowded", "people:"),
              Map.entry("decision", "queue: chain"),
              Map.entry("file_notify", "intake report: pause"),
              Map.entry("finding", "queue:"),
              Map.entry("former_listing", "people: audit consent desk report"),
              Map.entry("gateway_log", "replies: audit consent desk pause report"),
              Map.entry("gateway_position", "replies:"),
              Map.entry("hold_fact", "consent: audit chain report"),
              Map.entry("id_block", "queue:"),
              Map.entry(
                  "import_file", "intake: audit calendar campaign evidence reconciliation report"),
              Map.entry("installation", "gateway: replies"),
              Map.entry("lane", "worker:"),
              Map.entry("round_problem", "worker:"),
              Map.entry("round_tally", "worker:"),
              Map.entry("sender_pace", "worker:"),
              Map.entry("work_round", "worker: queue"),
              Map.entry("worker", "worker:"),
              Map.entry("intent", "queue: audit desk pause replies report storage"),
              Map.entry("job_schedule", "job:"),
              Map.entry("left_out_cell", "intake: report"),
              Map.entry(
                  "listing", "people: audit consent demo desk queue reconciliation replies report"),
              Map.entry("mail_server", "mail:"),
              Map.entry(
                  "message",
                  "queue storage: audit calendar campaign chain chart csv desk importing"
                      + " intake night pause people reconciliation replies report routing"),
              Map.entry("message_words", "queue storage: campaign"),
              Map.entry("notice", "mail:"),
              Map.entry("owed", "importing:"),
              Map.entry("pair", "consent: audit queue"),
              Map.entry("pause", "pause: chain queue"),
              Map.entry(
                  "person",
                  "consent importing people: audit campaign chart demo desk intake night queue"
                      + " replies report routing"),
              Map.entry("phone", "consent people: audit demo desk queue report"),
              Map.entry("rejected_row", "intake: audit report"),
              Map.entry("report_mark", "report:"),
              Map.entry("report_position", "report:"),
              Map.entry("reported_event", "report:"),
              Map.entry("reported_opt_out", "report:"),
              Map.entry("reported_row", "report:"),
              Map.entry("resumption", "pause: chain queue"),
              Map.entry("review", "consent: audit chain replies report"),
              Map.entry("run", "job:"),
              Map.entry("sender", "gateway: audit chart pause queue"),
              Map.entry("shedlock", "job:"),
              Map.entry("text_limit", "queue: audit"),
              Map.entry("wording", "consent: chain evidence")));

  @Test
  void each_table_is_written_and_read_by_those_the_list_names() {
    assertThat(found(SOURCES)).containsExactlyInAnyOrderEntriesOf(OWNERS);
  }

  @Test
  void statements_in_texts_and_text_blocks_are_seen_and_comments_are_not() {
    String source =
        """
        /** Writes: delete from phone. */
        class A {
          // update pair set x = 1
          String a = "update message set status = ?";
          String b = \"""
              insert into attempt (id)
              select id from intent
              \""";
        }
        """;
    assertThat(tables(WRITTEN, sql(source))).containsExactly("attempt", "message");
    assertThat(tables(READ, sql(source))).containsExactly("intent");
  }

  private static Map<String, String> found(Path sources) {
    Map<String, Set<String>> writers = new TreeMap<>();
    Map<String, Set<String>> readers = new TreeMap<>();
    Set<String> known = created();
    files(sources, ".java")
        .forEach(
            file -> {
              String owner = sources.relativize(file).getName(0).toString();
              String sql = sql(read(file));
              note(writers, known, tables(WRITTEN, sql), owner);
              note(readers, known, tables(READ, sql), owner);
            });
    Map<String, String> found = new TreeMap<>();
    writers.forEach(
        (table, owners) -> {
          Set<String> others = new TreeSet<>(readers.getOrDefault(table, Set.of()));
          others.removeAll(owners);
          found.put(table, (String.join(" ", owners) + ": " + String.join(" ", others)).strip());
        });
    return found;
  }

  private static void note(
      Map<String, Set<String>> owners, Set<String> known, Set<String> tables, String owner) {
    tables.stream()
        .filter(known::contains)
        .forEach(table -> owners.computeIfAbsent(table, one -> new TreeSet<>()).add(owner));
  }

  private static Set<String> created() {
    Set<String> created = new TreeSet<>();
    files(MIGRATIONS, ".sql").forEach(file -> created.addAll(tables(CREATED, read(file))));
    return created;
  }

  /** Every text of a source, without what is said in comments. */
  private static String sql(String source) {
    StringBuilder all = new StringBuilder();
    Matcher texts = SQL.matcher(COMMENT.matcher(source).replaceAll(""));
    while (texts.find()) {
      all.append(texts.group(1) == null ? texts.group(2) : texts.group(1)).append('\n');
    }
    return all.toString();
  }

  private static Set<String> tables(Pattern which, String sql) {
    Set<String> tables = new TreeSet<>();
    Matcher names = which.matcher(sql);
    while (names.find()) {
      tables.add(names.group(1).toLowerCase(Locale.ROOT));
    }
    return tables;
  }

  private static Stream<Path> files(Path folder, String ending) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
