package org.heed.report;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.heed.report.Attachments.Written;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.jspecify.annotations.Nullable;

/** The files of one run, as they are written. */
final class Sheets {
  /** What was written, in its first format. */
  record Table(String file, long rows) {}

  private final Request request;
  private final Path folder;
  private final Delta since;
  private final Filters filters;
  private final Instant now;
  private final ZoneId zone;
  private final String leftOut;
  private final Pictures pictures;
  private final List<String> lines = new ArrayList<>();
  private final List<Written> written = new ArrayList<>();

  /**
   * @param leftOut the phones that an error code leaves out, in words; empty: there are none
   */
  Sheets(
      Request request,
      Path folder,
      Delta since,
      Filters filters,
      Instant now,
      ZoneId zone,
      String leftOut,
      Pictures pictures) {
    this.request = request;
    this.folder = folder;
    this.since = since;
    this.filters = filters;
    this.now = now;
    this.zone = zone;
    this.leftOut = leftOut;
    this.pictures = pictures;
  }

  /** What there is to say of them, line by line. */
  List<String> lines() {
    return lines;
  }

  List<Written> written() {
    return written;
  }

  Copies copies(Layout layout) {
    return copies(layout, about(layout));
  }

  Copies copies(Layout layout, About about) {
    String day = now.atZone(zone).toLocalDate().toString();
    return new Copies(request.formats(), folder, FileName.of(layout, day, request), layout, about);
  }

  Table finished(Layout layout, Copies copies) {
    copies.finish();
    long rows = copies.rows();
    String name =
        layout.title().substring(0, 1).toLowerCase(Locale.ROOT) + layout.title().substring(1);
    for (Path file : copies.files()) {
      lines.add(name + ": " + Words.count(rows, "row") + " -> " + file);
      written.add(new Written(file, layout.title(), rows));
    }
    return new Table(copies.files().get(0).toString(), rows);
  }

  /** Pictures are for a page alone. */
  private About about(Layout layout) {
    About about = about(layout.title());
    return request.formats().contains(Format.HTML)
        ? about.with(pictures.page(layout, filters, now))
        : about;
  }

  About about(String title) {
    Map<String, String> given = request.filters();
    if (request.isDelta()) {
      given.put("since", sinceWords());
    }
    if (filters.month() != null) {
      given.put("month", filters.month().toString());
    }
    if (!leftOut.isEmpty()) {
      given.merge("error-code", " (" + leftOut + ")", String::concat);
    }
    return new About(title, now, zone, given);
  }

  String sinceWords() {
    return last() == null ? Phrases.of("report.beginning") : Phrases.of("report.last", last());
  }

  @Nullable String last() {
    Instant last = since.last();
    return last == null ? null : Words.time(last, zone);
  }
}
