package org.heed.report;

import java.nio.file.Path;
import org.heed.page.Page;
import org.heed.page.PageFile;
import org.jspecify.annotations.Nullable;

/** A report as a page to look at. */
final class HtmlReport implements ReportFile {
  private final PageFile page;

  HtmlReport(Path target, Layout layout, About about) {
    String name = String.valueOf(target.getFileName());
    page =
        new PageFile(
            target,
            new Page(
                kind(layout),
                about.title(),
                about.asOf(),
                about.zone(),
                about.filterText(),
                layout.columns().stream()
                    .map(column -> new Page.Column(column.name(), column.type().name()))
                    .toList(),
                name.substring(0, name.length() - Format.HTML.ending().length())
                    + Format.CSV.ending(),
                about.figures()));
  }

  private static Page.Kind kind(Layout layout) {
    return switch (layout.file()) {
      case "message-report" -> Page.Kind.MESSAGES;
      case "opt-outs" -> Page.Kind.OPT_OUTS;
      case "consent-events" -> Page.Kind.CONSENT_EVENTS;
      case "delay" -> Page.Kind.DELAY;
      default -> throw new IllegalArgumentException(layout.file());
    };
  }

  @Override
  public void row(@Nullable Object... cells) {
    page.row(cells);
  }

  @Override
  public boolean tellsStories() {
    return true;
  }

  @Override
  public void aside(@Nullable Object... cells) {
    page.aside(cells);
  }

  @Override
  public boolean cut() {
    return page.cut();
  }

  @Override
  public long rows() {
    return page.rows();
  }

  @Override
  public void finish() {
    page.finish();
  }

  @Override
  public void close() {
    page.close();
  }
}
