package org.heed.importing;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.heed.Ran;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever bytes are dropped, each file ends with a receipt whose counts add up. */
@NullUnmarked
class FuzzTest {
  private static final String CAMPAIGN =
      """
      student_id;phone;email;from;message;send_after;if_unknown;course
      S1;(312) 555-0111;;Advising;"Grüße {{first_name}};
      your class ""{{course}}"" starts";2026-11-30 18:00;hold;Math
      S2;;;Bursar;Please pay;;;
      ;+13125550113;;202-555-0100;Hello there;2026-12-01;resend;
      S4;;pat@example.edu;Advising;By email 🎓;;;
      S2;;;Advising;Not the Bursar;;;
      S1;;;Advising;Last row;;;
      """;
  private static final List<byte[]> GOOD =
      List.of(
          CAMPAIGN.getBytes(UTF_8),
          ("\uFEFF" + CAMPAIGN).getBytes(UTF_16LE),
          CAMPAIGN.replace("🎓", "€").getBytes(Charset.forName("windows-1252")),
          """
          student_id,first_name,last_name,email,mobile_phone,home_phone
          S1,Pat,"Doe, Jr.",pat@example.edu,312-555-0111,312-555-0112
          S2,Zoë,Lee,,+13125550121,
          S3,,,,,
          """
              .getBytes(UTF_8),
          """
          phone\tstudent_id\tsms_status\treason\tat
          3125550112\t\tDISABLED\t"by email,
          kept"\t2026-11-01
          \tS2\tENABLED\tform\t2026-11-02T10:00Z
          """
              .getBytes(UTF_8));
  private static final byte[][] PIECES = {
    {0},
    {'"'},
    {'"', '"'},
    {'\n'},
    {'\r'},
    {';'},
    {','},
    {'\t'},
    {(byte) 0xFF, (byte) 0xFE},
    {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF},
    {(byte) 0xC3},
    {(byte) 0xF0, (byte) 0x9F},
    {'{', '{'},
    {'}', '}'},
    {(byte) 0x81},
    {0x1B},
    {'=', '1', '+', '1'},
    {'s', 'e', 'p', '=', '|', '\n'},
    {'|'},
    {0x1A},
    {(byte) 0x8E},
    {(byte) 0xC3, (byte) 0x83, (byte) 0xC2, (byte) 0xA9},
    {(byte) 0xC2, (byte) 0xA0, '\n'},
    {(byte) 0xE2, (byte) 0x80, (byte) 0x8B},
    "NULL".getBytes(UTF_8),
    "#REF!".getBytes(UTF_8),
    ".0".getBytes(UTF_8),
    "00".getBytes(UTF_8),
    "@".getBytes(UTF_8)
  };

  @ParameterizedTest
  @CsvSource({"HSQLDB, 220, 1", "POSTGRESQL, 110, 2"})
  void a_spoilt_file_ends_in_done_or_rejected_and_its_rows_add_up(
      TestDatabase database, int files, long seed) {
    ImportWorld world = ImportWorld.on(database);
    Random random = new Random(seed);
    for (int i = 0; i < files; i++) {
      byte[] spoilt = GOOD.get(i % GOOD.size());
      for (int times = random.nextInt(3); times >= 0; times--) {
        spoilt = spoil(spoilt, random);
      }
      world.heed.drop("f%03d.csv".formatted(i), spoilt);
    }
    Ran result = world.run();
    assertThat(result.problem()).isNull();
    assertThat(world.names("inbox")).containsExactly(".taken");
    assertThat(world.names("inbox/.taken")).isEmpty();
    for (int i = 0; i < files; i++) {
      String name = "-f%03d.csv".formatted(i);
      String folder =
          world.names("done").stream().anyMatch(f -> f.endsWith(name)) ? "done" : "rejected";
      assertThat(world.names(folder))
          .as(name)
          .filteredOn(file -> file.contains(name))
          .extracting(file -> file.substring(15))
          .filteredOn(file -> !file.endsWith(".results.csv"))
          .containsExactly(name, name + ".receipt.csv", name + ".receipt.txt");
      Map<String, Object> file =
          world.heed.jdbc.queryForMap(
              "select * from import_file where name = ?", name.substring(1));
      if (folder.equals("done") && "consent".equals(file.get("kind"))) {
        assertThat(world.content(folder, name + ".results.csv").lines())
            .as(name)
            .hasSize(1 + (int) (long) file.get("row_count"));
      }
      long rows = (long) file.get("row_count");
      long accepted = (long) file.get("accepted_count");
      long rejected = (long) file.get("rejected_count");
      assertThat(world.content(folder, name + ".receipt.txt"))
          .as(name)
          .doesNotContain("Exception", "\tat ", "null");
      if (folder.equals("done")) {
        assertThat(accepted + rejected).as(name).isEqualTo(rows);
        int cells = world.heed.count("left_out_cell where file_id = " + file.get("id"));
        assertThat(world.receipt(folder, name.substring(1)))
            .as(name)
            .hasSize((int) rejected + cells);
      } else {
        assertThat(accepted).as(name).isZero();
        assertThat(world.content(folder, name + ".receipt.txt")).contains("\nWhy: ");
      }
      assertThat(
              world.heed.count(
                  "message m join campaign c on c.id = m.campaign_id where c.file_id = "
                      + file.get("id")))
          .as(name)
          .isEqualTo("campaign".equals(file.get("kind")) ? (int) accepted : 0);
    }
    assertThat(world.names("done")).hasSizeGreaterThan(files / 3);
    assertThat(world.names("rejected")).hasSizeGreaterThan(files / 10);
  }

  private static byte[] spoil(byte[] good, Random random) {
    ByteArrayOutputStream spoilt = new ByteArrayOutputStream();
    int at = random.nextInt(good.length);
    int length = Math.min(good.length - at, 1 + random.nextInt(6));
    spoilt.write(good, 0, at);
    switch (random.nextInt(6)) {
      case 0 -> spoilt.write(random.nextInt(256));
      case 1 -> spoilt.writeBytes(PIECES[random.nextInt(PIECES.length)]);
      case 2 -> {
        spoilt.writeBytes(PIECES[random.nextInt(PIECES.length)]);
        at += length;
      }
      case 3 -> at += length;
      case 4 -> spoilt.write(good, at, length);
      default -> at = random.nextInt(4) == 0 ? good.length : at + 1;
    }
    spoilt.write(good, Math.min(at, good.length), good.length - Math.min(at, good.length));
    return spoilt.toByteArray();
  }
}
