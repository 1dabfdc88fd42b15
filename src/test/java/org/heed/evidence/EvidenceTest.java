package org.heed.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.evidence.PlantedCase.HOME;
import static org.heed.evidence.PlantedCase.PAT;
import static org.heed.evidence.PlantedCase.file;
import static org.heed.evidence.PlantedCase.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.heed.chain.Head;
import org.heed.cli.Office;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One file that shows everything about a person and proves itself elsewhere (E5). */
@NullUnmarked
class EvidenceTest {
  @TempDir static Path folder;
  private static PlantedCase planted;
  private static Office office;
  private static Path zip;
  private static Head mailed;
  private static Map<String, String> written;

  @BeforeAll
  static void history() {
    planted = new PlantedCase(folder);
    office = planted.office;
    zip = planted.zip;
    mailed = planted.mailed;
    written = planted.written;
  }

  @AfterAll
  static void close() {
    planted.close();
  }

  @Test
  void E5_the_file_of_a_planted_history_is_what_happened() {
    CaseFile file = file(written);
    assertThat(file.people()).containsExactly("Pat Park (S1)");
    assertThat(
            file.items().stream()
                .map(
                    item ->
                        String.join(
                            "|",
                            item.at().substring(11, 16),
                            item.what(),
                            item.phone(),
                            item.sender(),
                            item.words(),
                            item.by(),
                            item.reason()))
                .toList())
        .containsExactly(
            "06:00|on|" + PAT + "||||signed",
            "18:00|text.sent|" + PAT + "|Advising|Hello Pat\nReply STOP to opt out||",
            "18:04|reply|" + PAT + "|Advising|please stop texting me||",
            "18:04|hold|" + PAT + "|Advising|please stop texting me||",
            "18:04|off|" + PAT + "|Advising|||she means it",
            "18:04|off|" + HOME + "|Advising|||she means it",
            "18:06|hold.over|" + PAT + "|Advising|please stop texting me|Ann Ames|she means it",
            "18:07|email.sent|pat@example.edu|Bursar|Fees <b>& books</b>||",
            "18:09|cancellation||||Ann Ames|wrong sum");
    assertThat(file.items().get(1).how())
        .endsWith(
            "delivered, as the gateway says; it last changed its entry at 2026-11-23T18:00:02Z");
    assertThat(written.get("evidence.html")).contains("at Mon 23 Nov 2026, 12:00:02 PM");
    assertThat(file.items().get(0).basis()).contains("paper form", "\"I agree to texts.\"");
    assertThat(file.files().stream().map(CaseFile.Source::name).toList())
        .contains("people.csv", "forms.csv", "hello.csv", "fees.csv");
    assertThat(file.files()).allMatch(one -> one.sha256().matches("[0-9a-f]{64}"));
    assertThat(file.status().stream().map(one -> one.phone() + " " + one.status()).toList())
        .containsExactly(PAT + " DISABLED", HOME + " DISABLED");
    assertThat(written.get("evidence.html"))
        .contains("Pat Park (S1)", "Texts are off", "Fees &lt;b&gt;&amp; books", "Ann Ames")
        .contains("4 minutes before")
        .containsOnlyOnce("from (312) 555-0110 - what the person replied")
        .doesNotContain("+13125550112", "555-0112");
    assertThat(written.get("facts.json")).doesNotContain("13125550112");
  }

  @Test
  void E5_another_machine_verifies_it_without_a_database() throws IOException {
    String before =
        office.heed("consent", "verify", zip.toString(), "--heed.home=" + folder.resolve("other"));
    assertThat(before).contains("All of it holds together").contains("6 facts");
    assertThat(folder.resolve("other")).doesNotExist();
    assertThat(office.heed("consent", "verify", zip.toString(), "--head", mailed.brief()))
        .contains("the chain is the one of the mail");
    assertThat(
            office.run(
                "consent",
                "verify",
                zip.toString(),
                "--head",
                mailed.position() + ":" + "0".repeat(64)))
        .isEqualTo(1);
    assertThat(office.out()).contains("when that was noted").contains("not what was written");
    assertThat(office.run("consent", "verify", folder.resolve("none.zip").toString())).isEqualTo(2);
    assertThat(office.run("consent", "evidence", "S1", "--out", zip.toString())).isEqualTo(2);
    assertThat(office.err()).contains("no file there yet");
    assertThat(office.run("consent", "evidence", "S9", "--out", zip + "9")).isEqualTo(2);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(zip)))
        .isEqualTo("rw-------");
  }

  @Test
  void E5_a_moment_in_the_past_has_nothing_of_what_came_later() {
    Path then = folder.resolve("then.zip");
    office.heed(
        "consent", "evidence", PAT, "--at", "2026-11-23T12:03:00", "--out", then.toString());
    CaseFile file = file(read(then));
    assertThat(file.items().stream().map(Item::what).toList()).containsExactly("on", "text.sent");
    assertThat(file.status().get(0).status()).isEqualTo("ENABLED");
    assertThat(Verification.of(then, List.of(mailed)).broken()).isEmpty();
    // It was said by then, and nobody here had read it.
    Path between = folder.resolve("between.zip");
    office.heed(
        "consent", "evidence", PAT, "--at", "2026-11-23T12:04:30", "--out", between.toString());
    assertThat(file(read(between)).status().get(0).status()).isEqualTo("ENABLED");
    assertThat(Verification.of(between, List.of(mailed)).broken()).isEmpty();
  }
}
