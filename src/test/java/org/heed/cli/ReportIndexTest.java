package org.heed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page that leads to everything: {@code reports/index.html}, written anew after each job. */
@NullUnmarked
class ReportIndexTest {
  private static final Pattern LINK = Pattern.compile("<a href=\"([^\"]*)\"");

  @TempDir Path folder;
  private Office office;
  private Path home;

  @BeforeEach
  void start() {
    office = new Office(folder, "--heed.price-per-segment=0.0083");
    home = folder.resolve("home");
    office.drop(
        "fees #1 50% \"für\" <b>.csv",
        "student_id,phone,email,from,message",
        "A,+13125550110,a@x.edu,Bursar,Fees are due",
        "B,,b@x.edu,Advising,Fees are due");
    office.drop("nothing.csv", "colour,shape", "red,round");
    office.heed("run", "import");
  }

  @AfterEach
  void close() {
    office.close();
  }

  @Test
  void each_kind_of_job_writes_it_anew() {
    assertThat(index()).contains("data-head=\"Waiting\" class=\"number\"><span>2<");
    office.clock.advance(Duration.ofMinutes(5));
    office.heed("run", "nightly");
    assertThat(index())
        .contains("data-head=\"Texted\" class=\"number\"><span>1<", "data-head=\"Emailed\"")
        .contains("data-head=\"Segments\" class=\"number\"><span>1<small>$0.01</small>")
        .contains("Advising, Bursar, Mon 23 Nov 2026, 12:00 PM")
        .doesNotContain("message-report");
    office.heed("run", "report");
    assertThat(index()).contains("<bdi>message-report-2026-11-23</bdi>");
  }

  @Test
  void every_report_outcome_and_receipt_is_linked_and_every_link_leads_to_a_file() {
    office.heed("run", "nightly");
    office.heed("run", "report", "formats=csv,xlsx,html");
    office.heed("run", "report", "report=consent-events", "month=2026-11");
    TreeSet<Path> linked = new TreeSet<>();
    LINK.matcher(index())
        .results()
        .map(MatchResult::group)
        .map(link -> link.substring("<a href=\"".length(), link.length() - 1))
        .forEach(
            link ->
                linked.add(
                    Path.of(home.resolve("reports").toUri().resolve(URI.create(link)))
                        .normalize()));
    TreeSet<Path> there = new TreeSet<>();
    Stream.of("reports", "done", "rejected").forEach(name -> there.addAll(office.files(name)));
    there.remove(home.resolve("reports/index.html"));
    assertThat(linked).isEqualTo(there);
    assertThat(index()).contains("&lt;b&gt;").doesNotContain("<b>", "http:", "https:", "script");
  }

  @Test
  void it_is_its_owners_alone_and_nothing_half_is_left() throws IOException {
    Path page = home.resolve("reports/index.html");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(page)))
        .isEqualTo("rw-------");
    assertThat(office.files("reports")).noneMatch(file -> file.toString().endsWith(".part"));
  }

  @Test
  void a_group_that_reads_the_reports_reads_it_too() throws IOException {
    String group =
        Files.readAttributes(home, java.nio.file.attribute.PosixFileAttributes.class)
            .group()
            .getName();
    office.heed("run", "nightly", "--heed.files.group=" + group);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(home.resolve("reports/index.html"))))
        .isEqualTo("rw-r-----");
  }

  @Test
  void a_page_that_cannot_be_written_is_a_warning_and_no_failure() throws IOException {
    Path page = home.resolve("reports/index.html");
    String before = Files.readString(page);
    Path inTheWay = Files.createDirectories(home.resolve("reports/.index.html.nightly.part/x"));
    assertThat(office.heed("run", "nightly"))
        .contains("the page reports/index.html could not be written (")
        .contains("everything else was done");
    assertThat(Files.readString(page)).isEqualTo(before);
    assertThat(office.heed("run", "nightly", "--json"))
        .contains("\"done\" : true", "\"warnings\" : [ \"the page reports/index.html");
    Files.delete(inTheWay);
    assertThat(office.heed("run", "nightly")).doesNotContain("could not be written");
  }

  @Test
  void a_job_that_could_not_writes_it_too() throws IOException {
    Files.delete(home.resolve("reports/index.html"));
    assertThat(office.run("run", "nightly", "--heed.twilio.base-url=http://127.0.0.1:1"))
        .isEqualTo(1);
    assertThat(home.resolve("reports/index.html")).exists();
  }

  private String index() {
    try {
      return Files.readString(home.resolve("reports/index.html"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
