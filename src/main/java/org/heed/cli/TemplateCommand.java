package org.heed.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.heed.address.ConfigurationProblem;
import org.heed.address.PhoneNumbers;
import org.heed.address.Sender;
import org.heed.address.Senders;
import org.heed.settings.Settings;
import org.heed.settings.SettingsReader;
import org.heed.storage.CsvFile;
import org.heed.storage.NewFile;
import org.heed.words.Phrases;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code template}: a sample file to fill in. */
@Command(
    name = "template",
    description = {
      "Writes a sample file to fill in, campaign.csv or another, into this folder; nothing there is"
          + " overwritten. The sample campaign names your senders; its student has to be replaced.",
    },
    mixinStandardHelpOptions = true)
final class TemplateCommand implements Callable<Integer> {
  private static final int TEXT_ROWS = 2000;

  @ParentCommand private Heed heed;
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "people|campaign|consent|cancel",
      description = "What the file is to be.")
  private String kind;

  @Option(names = "--xlsx", description = "As an Excel workbook; else as CSV.")
  private boolean xlsx;

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      defaultValue = ".",
      description = "Where to; else this folder.")
  private Path folder;

  @Override
  public Integer call() throws IOException {
    String named = kind.toLowerCase(Locale.ROOT);
    Settings settings = Settings.of(SettingsReader.read(heed.settings()));
    List<List<String>> rows =
        switch (named) {
          case "people" -> people();
          case "campaign" ->
              campaign(new Senders(settings.senders(), new PhoneNumbers(settings.country())).all());
          case "consent" -> consent();
          case "cancel" -> cancel();
          default ->
              throw new ParameterException(
                  spec.commandLine(),
                  "found " + kind + ", expected people, campaign, consent or cancel");
        };
    Path target = folder.resolve(named + (xlsx ? ".xlsx" : ".csv")).normalize();
    if (Files.exists(target)) {
      throw new ConfigurationProblem(
          target + ": is there already; move it away, or go to another folder");
    }
    if (xlsx) {
      workbook(target, named, rows);
    } else {
      csv(target, rows);
    }
    heed.out().println(Phrases.of("template.written", target, settings.home()));
    return 0;
  }

  private static List<List<String>> people() {
    return List.of(
        List.of(
            "student_id",
            "first_name",
            "last_name",
            "email",
            "mobile_phone",
            "home_phone",
            "work_phone",
            "other_phone",
            "basis",
            "source",
            "wording",
            "captured_at",
            "captured_by"),
        List.of(
            "A1001",
            "Pat",
            "Lee",
            "pat.lee@example.edu",
            "(202) 555-0100",
            "",
            "",
            "",
            Phrases.of("template.basis.people"),
            "Fall 2026",
            Phrases.of("template.wording.people"),
            "2026-01-31",
            "Registrar"));
  }

  /** A row for each sender; nobody has the student id, so that a sample is never sent. */
  private static List<List<String>> campaign(List<Sender> senders) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "student_id", "phone", "email", "from", "subject", "message", "send_after", "notify"));
    List<String> names =
        senders.isEmpty() ? List.of("") : senders.stream().map(Sender::name).toList();
    for (String name : names) {
      rows.add(
          List.of(
              "EXAMPLE",
              "",
              "",
              name,
              Phrases.of("template.subject"),
              Phrases.of("template.text", "{{first_name}}"),
              "",
              ""));
    }
    return rows;
  }

  private static List<List<String>> consent() {
    return List.of(
        List.of(
            "phone",
            "student_id",
            "sms_status",
            "reason",
            "at",
            "basis",
            "source",
            "wording",
            "captured_at",
            "captured_by"),
        List.of(
            "(202) 555-0100",
            "",
            "DISABLED",
            Phrases.of("template.reason"),
            "2026-01-31",
            "",
            "",
            "",
            "",
            ""),
        List.of(
            "(202) 555-0101",
            "",
            "ENABLED",
            "",
            "",
            Phrases.of("template.basis"),
            Phrases.of("template.source"),
            Phrases.of("template.wording"),
            "2026-01-31",
            "Admissions"));
  }

  private static List<List<String>> cancel() {
    return List.of(
        List.of("cancel", "reason"),
        List.of(Phrases.of("template.cancel"), Phrases.of("template.cancel.why")));
  }

  private static void csv(Path target, List<List<String>> rows) {
    try (CsvFile file = new CsvFile(target.toAbsolutePath(), rows.get(0))) {
      rows.stream().skip(1).forEach(row -> file.row(row.toArray()));
      file.finish();
    }
  }

  /** Every cell is a text, so that a phone or an id that is typed stays what it is. */
  private static void workbook(Path target, String name, List<List<String>> rows)
      throws IOException {
    try (NewFile file = new NewFile(target.toAbsolutePath())) {
      Workbook book = new Workbook(file.out(), "Heed", "1.0");
      Worksheet sheet = book.newWorksheet(name);
      int columns = rows.get(0).size();
      for (int r = 0; r < rows.size(); r++) {
        for (int c = 0; c < columns; c++) {
          sheet.value(r, c, rows.get(r).get(c));
        }
      }
      sheet.range(1, 0, TEXT_ROWS, columns - 1).style().format("@").set();
      sheet.range(0, 0, 0, columns - 1).style().bold().set();
      sheet.freezePane(0, 1);
      book.finish();
      file.finish();
    }
  }
}
