package org.heed.page;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heed.storage.Folders;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;

/**
 * A page while it is written, row by row. It is there under its name only when it is whole, and
 * readable by its owner only.
 */
public final class PageFile implements AutoCloseable {
  private final Path target;
  private final Path part;
  private final Page page;
  private final PageRows kept;
  private final PageJson json;
  private final List<String> notes = new ArrayList<>();
  private final Map<String, Long> sums = new LinkedHashMap<>();
  private long rows;

  /** Begins a page beside its target. */
  public PageFile(Path target, Page page) {
    this.target = target;
    this.page = page;
    this.part = target.resolveSibling("." + target.getFileName() + ".part");
    this.json = new PageJson(page);
    try {
      kept =
          new PageRows(
              target.resolveSibling("." + target.getFileName() + ".rows.part"),
              page.kind().newestLast());
    } catch (IOException e) {
      throw cannot(e);
    }
  }

  /** Writes one row; null is an empty cell. */
  public void row(@Nullable Object... cells) {
    add(cells, true);
    rows++;
  }

  /** A row that is none of the report's, for the stories of those that are. */
  public void aside(@Nullable Object... cells) {
    add(cells, false);
  }

  private void add(@Nullable Object[] cells, boolean counted) {
    if (full()) {
      return;
    }
    try {
      kept.add(json.row(cells, counted), counted);
    } catch (IOException e) {
      throw cannot(e);
    }
  }

  /** Rows written so far. */
  public long rows() {
    return rows;
  }

  /** Whether what comes is counted and not shown. */
  public boolean full() {
    return kept.full();
  }

  /** Whether there were more rows than a page holds. */
  public boolean cut() {
    return kept.kept() < rows;
  }

  /** Says something above the rows. */
  public void note(String sentence) {
    notes.add(sentence);
  }

  /** Shows a number above the rows. */
  public void sum(String name, long count) {
    sums.put(name, count);
  }

  /** Puts the whole page under its name. */
  public void finish() {
    try {
      Files.deleteIfExists(part);
      Files.createFile(part);
      Folders.ownerOnly(part);
      try (Writer out =
          new BufferedWriter(
              new OutputStreamWriter(Files.newOutputStream(part), StandardCharsets.UTF_8))) {
        PageParts parts = PageParts.get();
        parts.template().execute(PageText.of(page, parts, this), out);
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw cannot(e);
    }
  }

  PageRows kept() {
    return kept;
  }

  PageJson json() {
    return json;
  }

  Map<String, Long> sums() {
    return sums;
  }

  /** What is said above the rows, also that not all are here. */
  List<String> notes() {
    List<String> all = new ArrayList<>(notes);
    if (cut()) {
      all.add(
          Phrases.of(
              page.kind().newestLast() ? "page.newest" : "page.first",
              kept.kept(),
              rows,
              page.whole()));
    }
    return all;
  }

  /** Leaves nothing behind of a page that was not finished. */
  @Override
  public void close() {
    try {
      try {
        kept.close();
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the file " + part + " cannot be removed", e);
    }
  }

  private UncheckedIOException cannot(IOException e) {
    return new UncheckedIOException("the file " + target + " cannot be written", e);
  }
}
