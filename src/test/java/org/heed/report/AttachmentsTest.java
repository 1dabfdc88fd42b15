package org.heed.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import net.lingala.zip4j.ZipFile;
import net.lingala.zip4j.exception.ZipException;
import net.lingala.zip4j.model.FileHeader;
import net.lingala.zip4j.model.enums.AesKeyStrength;
import net.lingala.zip4j.model.enums.EncryptionMethod;
import org.heed.address.ConfigurationProblem;
import org.heed.report.Attachments.Written;
import org.heed.settings.ReportSettings;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

@NullUnmarked
class AttachmentsTest {
  private static final String PASSPHRASE = "correct horse battery";

  @TempDir Path folder;

  @ParameterizedTest(name = "at most {0} bytes: {1}")
  @CsvSource({
    "1000, a.csv b.csv c.csv, ''",
    "600, a.csv b.csv c.csv, ''",
    "599, a.csv c.csv, b.csv",
    "300, a.csv c.csv, b.csv",
    "299, c.csv, a.csv b.csv",
    "99, '', a.csv b.csv c.csv",
    "0, '', a.csv b.csv c.csv"
  })
  void what_does_not_fit_is_left_the_largest_first(long most, String attached, String left)
      throws IOException {
    List<Written> written = List.of(file("a.csv", 200), file("b.csv", 300), file("c.csv", 100));
    try (Attachments attachments = attachments(written, most, null)) {
      assertThat(names(attachments.attached())).isEqualTo(attached);
      assertThat(names(attachments.left())).isEqualTo(left);
      assertThat(attachments.files())
          .isEqualTo(attachments.attached().stream().map(Written::file).toList());
    }
  }

  @Test
  void all_files_are_in_one_ZIP_that_only_the_passphrase_opens() throws IOException {
    List<Written> written = List.of(file("a.csv", 2000), file("b.xlsx", 300));
    try (Attachments attachments = attachments(written, 5000, PASSPHRASE)) {
      Path zip = folder.resolve("reports.zip");
      assertThat(attachments.files()).containsExactly(zip);
      assertThat(Files.getPosixFilePermissions(zip))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      try (ZipFile read = new ZipFile(zip.toFile(), PASSPHRASE.toCharArray())) {
        for (FileHeader header : read.getFileHeaders()) {
          assertThat(header.getEncryptionMethod()).isEqualTo(EncryptionMethod.AES);
          assertThat(header.getAesExtraDataRecord().getAesKeyStrength())
              .isEqualTo(AesKeyStrength.KEY_STRENGTH_256);
          assertThat(read.getInputStream(header).readAllBytes())
              .isEqualTo(Files.readAllBytes(folder.resolve(header.getFileName())));
        }
        assertThat(read.getFileHeaders()).hasSize(2);
      }
      try (ZipFile read = new ZipFile(zip.toFile(), "wrong horse battery".toCharArray())) {
        assertThatThrownBy(() -> read.extractFile("a.csv", folder.resolve("x").toString()))
            .isInstanceOf(ZipException.class);
      }
    }
    assertThat(folder.resolve("reports.zip")).doesNotExist();
    assertThat(folder.resolve("a.csv")).exists();
  }

  @Test
  void a_ZIP_that_is_too_large_is_not_sent() throws IOException {
    try (Attachments attachments = attachments(List.of(file("a.csv", 200)), 50, PASSPHRASE)) {
      assertThat(attachments.files()).isEmpty();
      assertThat(names(attachments.left())).isEqualTo("a.csv");
    }
  }

  @Test
  void a_short_passphrase_is_refused_and_none_is_told() {
    assertThatThrownBy(() -> new ReportSettings(DataSize.ofMegabytes(10), "hunter2"))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessage("heed.report.zip-passphrase: found 7 characters, expected at least 12");
    assertThat(new ReportSettings(DataSize.ofMegabytes(10), PASSPHRASE).toString())
        .doesNotContain(PASSPHRASE);
  }

  private Attachments attachments(List<Written> written, long most, String passphrase) {
    return new Attachments(
        written, new ReportSettings(DataSize.ofBytes(most), passphrase), folder, "reports.zip");
  }

  private Written file(String name, int bytes) throws IOException {
    return new Written(Files.write(folder.resolve(name), new byte[bytes]), "Report", 1);
  }

  private static String names(List<Written> written) {
    return String.join(" ", written.stream().map(Written::name).toList());
  }
}
