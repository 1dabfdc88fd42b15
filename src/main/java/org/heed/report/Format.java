package org.heed.report;

import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.heed.address.ConfigurationProblem;

/** What a report can be written as. */
enum Format {
  CSV,
  XLSX,
  HTML;

  /** Those that {@link #begin} knows. */
  private static final Set<Format> KNOWN = Collections.unmodifiableSet(EnumSet.allOf(Format.class));

  /** Begins a report as this format; the file's name has the format's ending. */
  ReportFile begin(Path target, Layout layout, About about) {
    return switch (this) {
      case CSV -> new CsvReport(target, layout, about);
      case XLSX -> new XlsxReport(target, layout, about);
      case HTML ->
          layout.equals(Compliance.LAYOUT)
              ? new ComplianceSheet(target, about)
              : new HtmlReport(target, layout, about);
    };
  }

  /** What its files' names end in. */
  String ending() {
    return "." + word();
  }

  /**
   * Reads {@code formats=}.
   *
   * @param text such as {@code csv,xlsx}
   * @throws ConfigurationProblem naming what cannot be written
   */
  static Set<Format> of(String text) {
    Set<Format> asked = EnumSet.noneOf(Format.class);
    for (String word : text.split(",", -1)) {
      asked.add(
          KNOWN.stream()
              .filter(format -> format.word().equals(word.strip().toLowerCase(Locale.ROOT)))
              .findFirst()
              .orElseThrow(() -> unknown(word.strip())));
    }
    return asked;
  }

  private static ConfigurationProblem unknown(String word) {
    return new ConfigurationProblem(
        "formats: found "
            + word
            + ", expected "
            + KNOWN.stream().map(Format::word).collect(Collectors.joining(", ")));
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
