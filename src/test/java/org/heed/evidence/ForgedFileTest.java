package org.heed.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.evidence.PlantedCase.HOME;
import static org.heed.evidence.PlantedCase.PAT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.heed.evidence.CaseFile.Sealed;
import org.heed.evidence.CaseFile.Status;
import org.heed.evidence.Forgeries.Forgery;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nobody changes an evidence file unseen (E5). */
@NullUnmarked
class ForgedFileTest {
  private static final String NOT_SEALED = "is not what was sealed";

  @TempDir static Path folder;
  private static PlantedCase planted;

  @BeforeAll
  static void history() {
    planted = new PlantedCase(folder);
  }

  @AfterAll
  static void close() {
    planted.close();
  }

  static Stream<Forgery> forgeries() {
    CaseFile file = PlantedCase.file(planted.written);
    Forgeries all = new Forgeries();
    words(all, file.head());
    everywhere(all);
    Item on = file.items().get(0);
    assertThat(on.what()).isEqualTo("on");
    all.statuses(
        "an opt-in that an opt-out came after as the status",
        list -> list.set(0, new Status(PAT, "ENABLED", on.position())),
        "what the page says of " + PAT);
    all.statuses(
        "that nobody said anything",
        list -> list.set(1, new Status(HOME, "DEFAULT", 0)),
        "what the page says of " + HOME);
    all.statuses(
        "a phone without its status", list -> list.remove(1), "what the page says of " + HOME);
    all.statuses("a phone with two", list -> list.add(list.get(0)), "what the page says of " + PAT);
    all.timeline(
        "an opt-out left out",
        list -> list.removeIf(one -> one.phone().equals(HOME)),
        "the timeline leaves out");
    all.timeline("an opt-in told twice", list -> list.add(on), "is there twice");
    all.timeline(
        "an opt-out that nobody sealed",
        list -> list.add(new Item(on.at(), "off", HOME, "", "", "", "", "", "", 0)),
        NOT_SEALED);
    all.facts("a fact is left out", list -> list.remove(0), NOT_SEALED);
    all.facts("a fact is there twice", list -> list.add(list.get(0)), "is there twice");
    all.facts(
        "a fact that was not sealed",
        list -> list.set(0, new Sealed(0, list.get(0).text())),
        "was not sealed yet");
    all.facts(
        "a fact beyond the chain",
        list -> list.set(0, new Sealed(99, list.get(0).text())),
        "the chain has no position 99");
    all.facts("the facts are gone", list -> list.clear(), NOT_SEALED);
    all.chain("a link is taken out", list -> list.remove(2), "expected 2");
    all.chain("two links are exchanged", list -> list.add(1, list.remove(2)), "expected 1");
    all.chain("a link is put in", list -> list.add(3, list.get(2)), "expected 3");
    all.chain(
        "the end of the chain is cut off",
        list -> list.remove(list.size() - 1),
        "expected its end");
    all.entries("a file is gone", map -> map.remove("facts.json"), true, "it holds");
    all.entries("a file more", map -> map.put("note.txt", "x"), true, "it holds");
    all.entries("the manifest is gone", map -> map.remove("manifest.json"), false, "it holds");
    all.entries(
        "the data is no data", map -> map.put("evidence.json", "{"), true, "cannot be read");
    return all.stream();
  }

  private static void words(Forgeries all, String head) {
    String page = "evidence.html does not say";
    String table = "evidence.csv does not say";
    all.words("a word of the page", "evidence.html", "Hello Pat", "Hello Pit", page);
    all.words("a status on the page", "evidence.html", "Texts are off", "Texts are on", page);
    all.words("a name on the page", "evidence.html", "Ann Ames", "Ann Amis", page);
    all.words("a word of the table", "evidence.csv", "please stop", "please start", table);
    all.words("a row of the table", "evidence.csv", "\r\n2026", "\r\n\r\n2026", table);
    all.words("a time of the data", "evidence.json", "T18:04:00Z", "T18:05:00Z", "does not say");
    all.words(
        "the head in the data", "evidence.json", head, "1:" + "a".repeat(64), "expected its end");
    all.words(
        "the format of the data",
        "evidence.json",
        "\"format\" : " + CaseFile.FORMAT,
        "\"format\" : 9",
        "that version verifies it");
    all.words("a fact's value", "facts.json", "she means it", "she mints it", NOT_SEALED);
    all.words("a fact's length", "facts.json", " 12:+1", " 11:+1", "cannot be read");
    all.words("a fact's kind", "facts.json", "7:CONSENT", "5:PAUSE", "cannot be read");
    all.words("a fact's position", "facts.json", "\"position\" : ", "\"position\" : 9", NOT_SEALED);
    all.words("a byte of a link", "chain.csv", "0", "1", "its link is not");
    all.words("a link's kind", "chain.csv", "CONSENT", "HOLD", "its link is not");
    all.words(
        "the head in the manifest", "manifest.json", head, "1:" + "b".repeat(64), "manifest.json");
    all.words("the program in the manifest", "manifest.json", "heed", "Heed", "manifest.json");
  }

  private static void everywhere(Forgeries all) {
    all.everywhere("a reason", "she means it", "she does not", NOT_SEALED);
    all.everywhere("a name", "Ann Ames", "Ann Amis", NOT_SEALED);
    all.everywhere("a status", "\"DISABLED\"", "\"ENABLED\"", "what the page says of");
    all.everywhere("a wording", "I agree to texts.", "I agree to all texts.", "wording");
    all.everywhere(
        "an opt-out as an opt-in", "\"what\" : \"off\"", "\"what\" : \"on\"", NOT_SEALED);
    all.everywhere(
        "an opt-out as a reply", "\"what\" : \"off\"", "\"what\" : \"reply\"", NOT_SEALED);
    all.everywhere("a fact's evidence", "forms.csv line", "forms2.csv line", NOT_SEALED);
    all.everywhere(
        "whose phone it is", "\"phone\" : \"" + HOME, "\"phone\" : \"" + PAT, NOT_SEALED);
    all.everywhere(
        "the moment it tells of", "\"until\" : \"2026", "\"until\" : \"2027", "manifest");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forgeries")
  void E5_each_tampering_with_the_file_is_found(Forgery forgery) throws IOException {
    Path forged = folder.resolve("forged.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(forged))) {
      for (Map.Entry<String, String> one : forgery.of(planted.written).entrySet()) {
        out.putNextEntry(new ZipEntry(one.getKey()));
        out.write(one.getValue().getBytes(UTF_8));
      }
    }
    assertThat(Verification.of(forged, List.of()).broken())
        .anyMatch(line -> line.contains(forgery.told()));
  }
}
