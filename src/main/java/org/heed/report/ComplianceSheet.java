package org.heed.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heed.page.Statement;
import org.heed.storage.NewFile;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;

/** The compliance report as a page: a few sections of figures, made to be printed. */
final class ComplianceSheet implements ReportFile {
  private final NewFile file;
  private final About about;
  private final Map<String, List<Statement.Line>> sections = new LinkedHashMap<>();
  private long rows;

  ComplianceSheet(Path target, About about) {
    this.file = new NewFile(target);
    this.about = about;
  }

  @Override
  public void row(@Nullable Object... cells) {
    Long value = cells[2] instanceof Number number ? number.longValue() : null;
    String note = text(cells[4]);
    ComplianceFigure figure =
        new ComplianceFigure(text(cells[0]), text(cells[1]), value, text(cells[3]), note);
    sections
        .computeIfAbsent(figure.section(), section -> new ArrayList<>())
        .add(new Statement.Line(figure.name(), figure.words(), figure.note()));
    rows++;
  }

  private static String text(@Nullable Object cell) {
    return cell == null ? "" : cell.toString();
  }

  @Override
  public long rows() {
    return rows;
  }

  @Override
  public void finish() {
    List<Statement.Section> all = new ArrayList<>();
    sections.forEach((title, lines) -> all.add(new Statement.Section(title, lines)));
    List<Statement.Line> facts =
        List.of(new Statement.Line(Phrases.of("compliance.period"), about.period(), ""));
    try {
      new Statement(
              about.title(),
              about.asOf(),
              about.zone(),
              facts,
              all,
              Phrases.of("compliance.closing"))
          .write(file.out());
    } catch (IOException e) {
      throw file.failure(e);
    }
    file.finish();
  }

  @Override
  public void close() {
    file.close();
  }
}
