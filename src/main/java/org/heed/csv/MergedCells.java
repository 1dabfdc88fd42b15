package org.heed.csv;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.dhatim.fastexcel.reader.CellRangeAddress;
import org.heed.words.Phrases;

/**
 * Cells that are shown as one: what stands in the first counts for each row they cover, and what
 * the others hold is not to be seen. They stand behind a sheet's rows, so they are read before.
 */
final class MergedCells {
  private static final int MOST = 100_000;
  private static final String FOLDER = "xl/";

  /** Places of cells, counted from 0. */
  private record Range(int top, int left, int bottom, int right) {}

  private final List<Range> ranges;
  private final Map<Integer, Range> open = new TreeMap<>();
  private final Map<Integer, String> shown = new TreeMap<>();
  private int next;

  private MergedCells(List<Range> ranges) {
    this.ranges = ranges;
  }

  /** Those of a sheet from its first row on. */
  static MergedCells of(List<CellRangeAddress> addresses) {
    return new MergedCells(
        addresses.stream()
            .map(
                one ->
                    new Range(
                        one.getFirstRow(),
                        one.getFirstColumn(),
                        one.getLastRow(),
                        one.getLastColumn()))
            .sorted(Comparator.comparingInt(Range::top))
            .toList());
  }

  /**
   * Writes into a row what it shows.
   *
   * @param row its place, counted from 0; higher than that of the row before
   * @return false: it has nothing of its own, but is the rest of the row above
   */
  boolean show(int row, List<String> cells) {
    open.values().removeIf(range -> range.bottom() < row);
    for (; next < ranges.size() && ranges.get(next).top() <= row; next++) {
      Range range = ranges.get(next);
      if (range.bottom() < row) {
        // A workbook leaves out rows that have nothing in them.
        continue;
      }
      open.put(range.left(), range);
      shown.put(range.left(), range.top() == row ? at(cells, range.left()) : "");
    }
    boolean own = open.isEmpty();
    for (Range range : open.values()) {
      for (int i = range.left(); i <= Math.min(range.right(), cells.size() - 1); i++) {
        cells.set(i, i > range.left() || range.top() < row ? "" : cells.get(i));
      }
    }
    own |= cells.stream().anyMatch(cell -> !Header.trim(cell).isEmpty());
    for (Range range : open.values()) {
      String said = shown.getOrDefault(range.left(), "");
      while (cells.size() <= range.left() && !said.isEmpty()) {
        cells.add("");
      }
      if (!said.isEmpty()) {
        cells.set(range.left(), said);
      }
    }
    return own;
  }

  private static String at(List<String> cells, int place) {
    return place < cells.size() ? cells.get(place) : "";
  }

  /**
   * Those of the sheet that a workbook knows by an id.
   *
   * @throws UnreadableFile when there are more than anybody makes
   */
  static List<CellRangeAddress> read(ZipFile zip, String sheet) throws UnreadableFile, IOException {
    List<String> part = new ArrayList<>();
    each(
        zip,
        FOLDER + "_rels/workbook.xml.rels",
        "Relationship",
        one -> {
          if (sheet.equals(one.getAttributeValue(null, "Id"))) {
            part.add(named(one, "Target"));
          }
        });
    List<CellRangeAddress> ranges = new ArrayList<>();
    if (!part.isEmpty()) {
      String target = part.get(0);
      each(
          zip,
          target.startsWith("/") ? target.substring(1) : FOLDER + target,
          "mergeCell",
          one -> {
            if (ranges.size() <= MOST) {
              ranges.add(CellRangeAddress.valueOf(named(one, "ref")));
            }
          });
    }
    if (ranges.size() > MOST) {
      throw new UnreadableFile(0, Phrases.of("file.merged"));
    }
    return ranges;
  }

  private static String named(XMLStreamReader element, String attribute) {
    String value = element.getAttributeValue(null, attribute);
    if (value == null) {
      throw new IllegalArgumentException(element.getLocalName() + " has no " + attribute);
    }
    return value;
  }

  private static void each(
      ZipFile zip, String part, String element, Consumer<XMLStreamReader> found)
      throws UnreadableFile, IOException {
    ZipEntry entry = zip.getEntry(part);
    if (entry == null) {
      return;
    }
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try (InputStream in = zip.getInputStream(entry)) {
      XMLStreamReader xml = factory.createXMLStreamReader(in);
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals(element)) {
          found.accept(xml);
        }
      }
    } catch (XMLStreamException | IllegalArgumentException e) {
      throw XlsxSource.damaged();
    }
  }
}
