package org.heed.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.TestHeed.ADVISING;
import static org.heed.TestHeed.BURSAR;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.heed.address.Sha256;
import org.heed.chain.Head;
import org.heed.cli.Office;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One file that shows everything about a person and proves itself elsewhere (E5). */
@NullUnmarked
class EvidenceTest {
  private static final String PAT = "+13125550110";
  private static final String HOME = "+13125550111";

  @TempDir static Path folder;
  private static Office office;
  private static Path zip;
  private static Head mailed;
  private static Map<String, String> written;

  @BeforeAll
  static void history() {
    office = new Office(folder);
    office.drop(
        "people.csv",
        "student_id,first_name,last_name,email,mobile_phone,home_phone",
        "S1,Pat,Park,pat@example.edu," + PAT + "," + HOME,
        "S2,Kim,Katz,kim@example.edu,+13125550112,");
    office.drop(
        "forms.csv",
        "phone,sms_status,reason,at,basis,wording",
        PAT + ",ENABLED,signed,2026-11-20,paper form,I agree to texts.");
    office.drop("hello.csv", "student_id,from,message", "S1,Advising,Hello Pat", "S2,Advising,Hi");
    office.night();
    office.clock.advance(Duration.ofMinutes(4));
    office.sandbox.reply(PAT, ADVISING, "please stop texting me");
    office.clock.advance(Duration.ofMinutes(1));
    office.heed("run", "nightly");
    office.clock.advance(Duration.ofMinutes(1));
    office.heed("review", "confirm", "1", "--by", "Ann Ames", "--reason", "she means it");
    office.clock.advance(Duration.ofMinutes(1));
    office.drop(
        "fees.csv",
        "student_id,from,message",
        "S1,Bursar,\"Fees <b>& books</b>\"",
        "S2,Bursar,Fees");
    office.night();
    office.clock.advance(Duration.ofMinutes(1));
    office.sandbox.reply("+13125550112", BURSAR, "STOP");
    office.night();
    office.clock.advance(Duration.ofMinutes(1));
    office.heed("cancel", "fees", "--by", "Ann Ames", "--reason", "wrong sum");
    Matcher seal =
        Pattern.compile("(\\d+:[0-9a-f]{64})").matcher(last(office.mails("operators@example.edu")));
    assertThat(seal.find()).isTrue();
    mailed = Head.read(seal.group(1)).orElseThrow();
    zip = folder.resolve("pat.zip");
    office.heed("consent", "evidence", "S1", "--out", zip.toString());
    written = read(zip);
  }

  private static String last(List<String> all) {
    return all.get(all.size() - 1);
  }

  @AfterAll
  static void close() {
    office.close();
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
  }

  /** What is done to the file; made good: with a manifest that fits it again. */
  record Tampering(
      String what, Consumer<Map<String, String>> change, boolean madeGood, String told) {
    @Override
    public String toString() {
      return what + (madeGood ? ", with its manifest" : "");
    }
  }

  private static void add(
      List<Tampering> to, String what, String entry, String from, String into, String told) {
    Consumer<Map<String, String>> change =
        all -> {
          assertThat(all.get(entry)).as(entry).contains(from);
          all.put(
              entry,
              all.get(entry).replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(into)));
        };
    to.add(new Tampering(what, change, false, "manifest"));
    to.add(new Tampering(what, change, true, told));
  }

  private static void forged(
      List<Tampering> to, String what, String from, String into, String told) {
    to.add(
        new Tampering(
            what + " everywhere",
            all -> {
              assertThat(all.get("evidence.json")).contains(from);
              all.put("evidence.json", all.get("evidence.json").replace(from, into));
              Papers papers = new Papers(file(all));
              all.put("evidence.html", new String(papers.page(), UTF_8));
              all.put("evidence.csv", new String(papers.csv(), UTF_8));
            },
            true,
            told));
  }

  static Stream<Tampering> tamperings() {
    List<Tampering> all = new ArrayList<>();
    add(
        all,
        "a word of the page",
        "evidence.html",
        "Hello Pat",
        "Hello Pit",
        "evidence.html does not say");
    add(
        all,
        "a status on the page",
        "evidence.html",
        "Texts are off",
        "Texts are on",
        "evidence.html does not say");
    add(
        all,
        "a name on the page",
        "evidence.html",
        "Ann Ames",
        "Ann Amis",
        "evidence.html does not say");
    add(
        all,
        "a word of the table",
        "evidence.csv",
        "please stop",
        "please start",
        "evidence.csv does not say");
    add(
        all,
        "a row of the table",
        "evidence.csv",
        "\r\n2026",
        "\r\n\r\n2026",
        "evidence.csv does not say");
    add(all, "a time of the data", "evidence.json", "T18:04:00Z", "T18:05:00Z", "does not say");
    add(all, "the head in the data", "evidence.json", mailedHead(), "1:" + "a".repeat(64), "");
    add(
        all,
        "a fact's value",
        "facts.json",
        "she means it",
        "she mints it",
        "is not what was sealed");
    add(all, "a fact's length", "facts.json", " 12:+1", " 11:+1", "cannot be read");
    add(all, "a fact's kind", "facts.json", "7:CONSENT", "5:PAUSE", "");
    add(all, "a fact's position", "facts.json", "\"position\" : ", "\"position\" : 9", "");
    add(all, "a byte of a link", "chain.csv", "0", "1", "");
    add(all, "a link's kind", "chain.csv", "CONSENT", "HOLD", "");
    add(
        all,
        "the head in the manifest",
        "manifest.json",
        mailedHead(),
        "1:" + "b".repeat(64),
        "manifest");
    add(all, "the program in the manifest", "manifest.json", "heed", "Heed", "manifest");
    forged(all, "a reason", "she means it", "she does not", "is not what was sealed");
    forged(all, "a name", "Ann Ames", "Ann Amis", "is not what was sealed");
    forged(all, "a status", "\"DISABLED\"", "\"ENABLED\"", "what the page says of");
    forged(all, "a wording", "I agree to texts.", "I agree to all texts.", "wording");
    forged(
        all,
        "an opt-out as an opt-in",
        "\"what\" : \"off\"",
        "\"what\" : \"on\"",
        "is not what was sealed");
    forged(
        all,
        "an opt-out as a reply",
        "\"what\" : \"off\"",
        "\"what\" : \"reply\"",
        "is not what was sealed");
    forged(all, "a fact's evidence", "forms.csv line", "forms2.csv line", "is not what was sealed");
    all.add(new Tampering("a link is taken out", lines(list -> list.remove(2)), true, "expected"));
    all.add(
        new Tampering(
            "two links are exchanged",
            lines(list -> list.add(1, list.remove(2))),
            true,
            "expected"));
    all.add(
        new Tampering(
            "the end of the chain is cut off",
            lines(list -> list.remove(list.size() - 1)),
            true,
            "expected its end"));
    all.add(
        new Tampering(
            "a link is put in", lines(list -> list.add(3, list.get(2))), true, "expected"));
    all.add(new Tampering("a file is gone", map -> map.remove("facts.json"), true, "it holds"));
    all.add(new Tampering("a file more", map -> map.put("note.txt", "x"), true, "it holds"));
    all.add(
        new Tampering(
            "the manifest is gone", map -> map.remove("manifest.json"), false, "it holds"));
    all.add(
        new Tampering(
            "the data is no data", map -> map.put("evidence.json", "{"), true, "cannot be read"));
    all.add(
        new Tampering(
            "the facts are gone",
            map -> map.put("facts.json", "[]"),
            true,
            "is not what was sealed"));
    return all.stream();
  }

  private static String mailedHead() {
    return file(written).head();
  }

  private static Consumer<Map<String, String>> lines(Consumer<List<String>> change) {
    return all -> {
      List<String> list = new ArrayList<>(all.get("chain.csv").lines().toList());
      change.accept(list);
      all.put("chain.csv", String.join("\r\n", list) + "\r\n");
    };
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tamperings")
  void E5_each_tampering_with_the_file_is_found(Tampering tampering) throws IOException {
    Map<String, String> all = new LinkedHashMap<>(written);
    tampering.change().accept(all);
    if (tampering.madeGood() && all.containsKey("manifest.json")) {
      EvidenceFiles.Manifest old =
          EvidenceFiles.MAPPER.readValue(all.get("manifest.json"), EvidenceFiles.Manifest.class);
      Map<String, String> hashes = new TreeMap<>();
      all.forEach(
          (name, text) -> {
            if (!name.equals("manifest.json")) {
              hashes.put(name, Sha256.hex(text));
            }
          });
      all.put(
          "manifest.json",
          EvidenceFiles.MAPPER.writeValueAsString(
              new EvidenceFiles.Manifest(old.program(), old.until(), old.head(), hashes)));
    }
    Path forged = folder.resolve("forged.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(forged))) {
      for (Map.Entry<String, String> one : all.entrySet()) {
        out.putNextEntry(new ZipEntry(one.getKey()));
        out.write(one.getValue().getBytes(UTF_8));
      }
    }
    assertThat(Verification.of(forged, List.of()).broken())
        .anyMatch(line -> line.contains(tampering.told()));
    assertThat(Verification.of(zip, List.of()).broken()).isEmpty();
  }

  private static CaseFile file(Map<String, String> all) {
    return EvidenceFiles.MAPPER.readValue(all.get("evidence.json"), CaseFile.class);
  }

  private static Map<String, String> read(Path path) {
    Map<String, String> all = new LinkedHashMap<>();
    try (ZipFile file = new ZipFile(path.toFile())) {
      for (ZipEntry entry : file.stream().toList()) {
        all.put(entry.getName(), new String(file.getInputStream(entry).readAllBytes(), UTF_8));
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
