package org.heed.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.heed.address.ConfigurationProblem;
import org.springframework.util.FileSystemUtils;

/** The demo's own folder, made anew each time, and the sample data that come with the program. */
final class DemoFolder {
  private static final String MARK = ".heed-demo";

  private final Path folder;

  /**
   * Makes it anew.
   *
   * @throws ConfigurationProblem when something else has its name
   */
  DemoFolder(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
    try {
      if (Files.exists(this.folder)) {
        if (!Files.exists(this.folder.resolve(MARK))) {
          throw new ConfigurationProblem(
              "the folder " + this.folder + " is not the demo's; move it away and try again");
        }
        FileSystemUtils.deleteRecursively(this.folder);
      }
      Files.createDirectories(this.folder);
      Files.createFile(this.folder.resolve(MARK));
    } catch (IOException e) {
      throw new UncheckedIOException("the folder " + this.folder + " cannot be made", e);
    }
  }

  Path path() {
    return folder;
  }

  /** Puts one of the sample files somewhere in the folder. */
  void copy(String sample, String to) {
    Path target = folder.resolve(to);
    try (InputStream in = open(sample)) {
      Files.createDirectories(target.getParent());
      Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("the file " + target + " cannot be written", e);
    }
  }

  /** The rows of one of the sample files, by column. */
  static List<CSVRecord> rows(String sample) {
    try (InputStream in = open(sample)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return CSVFormat.DEFAULT
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .get()
          .parse(new java.io.StringReader(text))
          .getRecords();
    } catch (IOException e) {
      throw new UncheckedIOException("the sample file " + sample + " cannot be read", e);
    }
  }

  private static InputStream open(String sample) {
    return Objects.requireNonNull(
        DemoFolder.class.getResourceAsStream("/sample-data/" + sample), sample);
  }
}
