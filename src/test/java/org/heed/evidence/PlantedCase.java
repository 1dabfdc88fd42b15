package org.heed.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.TestHeed.ADVISING;
import static org.heed.TestHeed.BURSAR;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.heed.chain.Head;
import org.heed.cli.Office;
import org.jspecify.annotations.NullUnmarked;

/** What happened to Pat Park, and the file about it. */
@NullUnmarked
final class PlantedCase implements AutoCloseable {
  static final String PAT = "+13125550110";
  static final String HOME = "+13125550111";

  final Office office;
  final Path zip;
  final Head mailed;
  final Map<String, String> written;

  PlantedCase(Path folder) {
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

  @Override
  public void close() {
    office.close();
  }

  static CaseFile file(Map<String, String> all) {
    return EvidenceFiles.MAPPER.readValue(all.get("evidence.json"), CaseFile.class);
  }

  static Map<String, String> read(Path path) {
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
