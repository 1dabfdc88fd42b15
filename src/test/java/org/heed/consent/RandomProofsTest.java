package org.heed.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.heed.Town;
import org.heed.Towns;
import org.heed.audit.Audit;
import org.heed.audit.Violation;
import org.heed.chain.Break;
import org.heed.chain.Chain;
import org.heed.chain.Head;
import org.heed.consent.ProofModel.Person;
import org.heed.evidence.EvidenceFiles;
import org.heed.evidence.Verification;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Random days: what leaves is what the model lets go by consent, basis, window and limit; then the
 * chain is whole, a random tampering with a random fact is found, and the evidence about somebody
 * is what the model says of them. Some nights sleep in the middle. {@code -Dproofs=1000} plays
 * more, {@code -Dproofs.seed=} others.
 */
@NullUnmarked
class RandomProofsTest {
  private static final long SEED = Long.getLong("proofs.seed", 20261130);
  private static final String LIMIT =
      "--heed.delivery.max-texts-per-person=" + ProofLimit.MOST + " in 24h";
  private static final String NO_PAUSE = "--heed.delivery.pause-at-opt-outs=off";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** What is done to one fact; the rest of the statement says to which. */
  private static final Map<String, List<String>> CHANGES =
      Map.of(
          "CONSENT consent_event",
          List.of(
              "set evidence = evidence || '.'",
              "set reason = coalesce(reason, '') || '.'",
              "set basis = coalesce(basis, '') || '.'",
              "set captured_by = coalesce(captured_by, '') || '.'",
              "set occurred_at = occurred_at - interval '1' second",
              "set recorded_at = recorded_at + interval '1' second",
              "set error_code = coalesce(error_code, 0) + 1",
              "set sms_status = case sms_status when 'ENABLED' then 'DISABLED' else 'ENABLED' end",
              "delete"),
          "HOLD hold_fact",
          List.of(
              "set body = body || '.'",
              "set staff = coalesce(staff, '') || '.'",
              "set said_at = said_at + interval '1' second",
              "set fact = case fact when 'HOLD' then 'RELEASED' else 'HOLD' end",
              "delete"));

  @RegisterExtension static final Towns ANY = new Towns(LIMIT, NO_PAUSE);

  @RegisterExtension
  static final Towns BASED = new Towns(LIMIT, NO_PAUSE, "--heed.consent.require-basis=true");

  @RegisterExtension
  static final Towns SLEEPY = new Towns(LIMIT, NO_PAUSE, "--heed.delivery.concurrency=1");

  @TempDir static Path sleepy;
  @TempDir static Path home;
  @TempDir static Path based;

  @ParameterizedTest
  @CsvSource({"HSQLDB,2", "POSTGRESQL,2"})
  void R10_R11_E4_E5_E6_what_leaves_and_what_is_proved_is_what_the_model_says(
      TestDatabase database, int count) throws IOException {
    int histories = Integer.getInteger("proofs", count);
    for (int n = 0; n < histories; n++) {
      boolean required = n % 2 == 0;
      Town town = required ? BASED.on(database, based) : ANY.on(database, home);
      proves(database, new ProofHistory(town, required, false, n, SEED + n), town, n, histories);
    }
  }

  @ParameterizedTest
  @CsvSource({"HSQLDB,2", "POSTGRESQL,2"})
  void O2_R7_what_slept_sends_nothing_it_had_claimed_and_each_text_ends_as_the_model_says(
      TestDatabase database, int count) throws IOException {
    int histories = Integer.getInteger("proofs", count);
    for (int n = 0; n < histories; n++) {
      Town town = SLEEPY.on(database, sleepy);
      proves(database, new ProofHistory(town, false, true, n, SEED + n), town, n, histories);
    }
    System.err.println(database + ": " + histories + " histories, nights " + ProofSleep.SLEPT);
    ProofSleep.SLEPT.clear();
  }

  private static void proves(
      TestDatabase database, ProofHistory history, Town town, int n, int histories)
      throws IOException {
    try {
      history.play();
      chain(town, history.random);
      Person one = history.people.get(history.random.nextInt(history.people.size()));
      evidence(town, history.model, one);
      if (n % 50 >= 48 || n >= histories - 2) {
        audited(town);
      }
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          "-Dproofs=1 -Dproofs.seed=%d, history %d: %s%n%s"
              .formatted(SEED + n, n, e.getMessage(), String.join("\n", history.told)),
          e);
    }
    if (n % 20 == 19) {
      System.err.println(database + ": " + (n + 1) + " histories");
    }
  }

  private static void chain(Town town, Random random) {
    Chain chain = town.heed.bean(Chain.class);
    assertThat(chain.seal()).isTrue();
    assertThat(chain.state().open()).isZero();
    assertThat(breaks(chain)).isEmpty();
    JdbcTemplate jdbc = town.heed.jdbc;
    long last = chain.state().head().position();
    if (last == 0) {
      return;
    }
    long position = Math.max(1, last - random.nextInt(12));
    Map<String, Object> link =
        jdbc.queryForMap("select kind, fact_id from chain_link where position = ?", position);
    String kind = link.get("kind").toString().strip();
    String table =
        CHANGES.keySet().stream()
            .filter(one -> one.startsWith(kind + " "))
            .map(one -> one.substring(kind.length() + 1))
            .findFirst()
            .orElse(null);
    List<String> statements = new ArrayList<>();
    if (table != null && random.nextInt(4) > 0) {
      List<String> changes = CHANGES.get(kind + " " + table);
      String change = changes.get(random.nextInt(changes.size()));
      statements.add(
          (change.equals("delete") ? "delete from " + table : "update " + table + " " + change)
              + " where id = "
              + link.get("fact_id"));
    } else {
      statements.add(
          random.nextBoolean()
              ? "delete from chain_link where position = " + position
              : "update chain_link set fact_hash = link where position = " + position);
    }
    List<String> found = new ArrayList<>();
    town.heed
        .bean(TransactionTemplate.class)
        .executeWithoutResult(
            status -> {
              status.setRollbackOnly();
              statements.forEach(sql -> assertThat(jdbc.update(sql)).as(sql).isEqualTo(1));
              found.addAll(breaks(chain));
            });
    assertThat(found)
        .as("%s at %d", statements, position)
        .anyMatch(
            one ->
                one.contains(" " + link.get("fact_id") + ":")
                    || one.contains("position " + position)
                    || one.endsWith("expected " + position)
                    || one.contains("position " + (position - 1) + ":"));
    assertThat(breaks(chain)).as("nothing of it stayed").isEmpty();
  }

  private static List<String> breaks(Chain chain) {
    List<String> found = new ArrayList<>();
    chain.check((Break one) -> found.add(one.subject() + ": " + one.found()));
    return found;
  }

  /** Everything that was sent to them and said by them, and what their phones are by that. */
  private static void evidence(Town town, ProofModel model, Person person) throws IOException {
    Path file = town.heed.home().resolve("proof.zip");
    String head = town.heed.bean(EvidenceFiles.class).write(person.student(), null, "heed", file);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      JsonNode found =
          JSON.readTree(zip.getInputStream(zip.getEntry("evidence.json")).readAllBytes());
      List<String> numbers = person.phones().stream().map(one -> one.e164()).toList();
      assertThat(items(found, "text.sent", "text.not", "email.sent"))
          .containsExactlyInAnyOrderElementsOf(
              model.tried.stream()
                  .filter(one -> one.person().equals(person) || numbers.contains(one.to()))
                  .map(one -> String.join("|", one.what(), one.to(), one.body()))
                  .toList());
      assertThat(items(found, "reply"))
          .containsExactlyInAnyOrderElementsOf(
              model.replies.stream()
                  .filter(one -> numbers.contains(one.phone().e164()))
                  .map(one -> String.join("|", "reply", one.phone().e164(), one.words()))
                  .toList());
      assertThat(found.get("status").valueStream())
          .extracting(one -> one.get("phone").asString() + " " + one.get("status").asString())
          .containsExactlyInAnyOrderElementsOf(
              person.phones().stream()
                  .map(one -> one.e164() + " " + model.rules.status(one))
                  .toList());
      assertThat(Verification.of(file, Stream.of(Head.read(head).orElseThrow()).toList()).broken())
          .isEmpty();
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static List<String> items(JsonNode found, String... what) {
    List<String> kinds = List.of(what);
    return found
        .get("items")
        .valueStream()
        .filter(one -> kinds.contains(one.get("what").asString()))
        .map(
            one ->
                String.join(
                    "|",
                    one.get("what").asString(),
                    one.get("phone").asString(),
                    one.get("words").asString().lines().findFirst().orElse("")))
        .toList();
  }

  private static void audited(Town town) {
    List<Violation> violations = new ArrayList<>();
    town.heed.bean(Audit.class).run(violations::add);
    assertThat(violations).isEmpty();
  }
}
