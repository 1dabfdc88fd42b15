package org.heed.csv;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.NullUnmarked;

/** An Excel workbook put together cell by cell, so that a test says what is in its file. */
@NullUnmarked
public final class Workbook {
  private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  private static final String REL =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

  private record Sheet(String name, boolean hidden, StringBuilder rows, StringBuilder merged) {}

  private final List<Sheet> sheets = new ArrayList<>();
  private final List<String> formats = new ArrayList<>();
  private final Map<String, Integer> shared = new LinkedHashMap<>();
  private boolean styled = true;
  private int line;

  public Workbook sheet(String name) {
    sheets.add(new Sheet(name, false, new StringBuilder(), new StringBuilder()));
    line = 0;
    return this;
  }

  public Workbook hiddenSheet(String name) {
    sheets.add(new Sheet(name, true, new StringBuilder(), new StringBuilder()));
    line = 0;
    return this;
  }

  /** The next row; each cell from {@link #text}, {@link #number}, {@link #formula}, or null. */
  public Workbook row(String... cells) {
    line++;
    StringBuilder rows = sheets.get(sheets.size() - 1).rows();
    rows.append("<row r=\"").append(line).append("\">");
    for (int i = 0; i < cells.length; i++) {
      if (cells[i] != null) {
        rows.append(cells[i].replaceFirst("<c", "<c r=\"" + (char) ('A' + i) + line + "\""));
      }
    }
    rows.append("</row>");
    return this;
  }

  /** A row of texts. */
  public Workbook texts(String... texts) {
    String[] cells = new String[texts.length];
    for (int i = 0; i < texts.length; i++) {
      cells[i] = texts[i].isEmpty() ? null : text(texts[i]);
    }
    return row(cells);
  }

  public Workbook skip(int rows) {
    line += rows;
    return this;
  }

  public Workbook merged(String range) {
    sheets.get(sheets.size() - 1).merged().append("<mergeCell ref=\"" + range + "\"/>");
    return this;
  }

  /** Without the part that says how cells look. */
  public Workbook unstyled() {
    styled = false;
    return this;
  }

  /** A text that stands in the workbook's list of texts, as Excel itself writes them. */
  public String shared(String text) {
    int place = shared.computeIfAbsent(text, one -> shared.size());
    return "<c t=\"s\"><v>" + place + "</v></c>";
  }

  public static String text(String text) {
    return "<c t=\"inlineStr\"><is><t xml:space=\"preserve\">" + escaped(text) + "</t></is></c>";
  }

  /** A number in one of Excel's formats: 0 General, 9 percent, 14 a date. */
  public static String number(String value, int format) {
    int style = List.of(0, 9, 14, 22, 1).indexOf(format);
    return "<c s=\"" + style + "\"><v>" + value + "</v></c>";
  }

  /** A number in a format of the workbook's own. */
  public String number(String value, String format) {
    formats.add(format);
    return "<c s=\"" + (4 + formats.size()) + "\"><v>" + value + "</v></c>";
  }

  /** A formula and what it came to. */
  public static String formula(String formula, String text) {
    return "<c t=\"str\"><f>" + escaped(formula) + "</f><v>" + escaped(text) + "</v></c>";
  }

  public static String error(String error) {
    return "<c t=\"e\"><v>" + error + "</v></c>";
  }

  public static String bool(boolean value) {
    return "<c t=\"b\"><v>" + (value ? 1 : 0) + "</v></c>";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  public byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      StringBuilder types = new StringBuilder();
      StringBuilder names = new StringBuilder();
      StringBuilder parts = new StringBuilder();
      for (int i = 1; i <= sheets.size(); i++) {
        Sheet sheet = sheets.get(i - 1);
        types.append(
            "<Override PartName=\"/xl/worksheets/sheet%d.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
                .formatted(i));
        names.append(
            "<sheet name=\"%s\" sheetId=\"%d\" %s r:id=\"rId%d\"/>"
                .formatted(sheet.name(), i, sheet.hidden() ? "state=\"hidden\"" : "", i));
        parts.append(
            "<Relationship Id=\"rId%d\" Type=\"%s/worksheet\" Target=\"worksheets/sheet%d.xml\"/>"
                .formatted(i, REL, i));
        put(
            zip,
            "xl/worksheets/sheet" + i + ".xml",
            "<worksheet xmlns=\"%s\"><sheetData>%s</sheetData>%s</worksheet>"
                .formatted(
                    MAIN,
                    sheet.rows(),
                    sheet.merged().isEmpty()
                        ? ""
                        : "<mergeCells>" + sheet.merged() + "</mergeCells>"));
      }
      put(
          zip,
          "[Content_Types].xml",
          "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default"
              + " Extension=\"rels\""
              + " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default"
              + " Extension=\"xml\" ContentType=\"application/xml\"/><Override"
              + " PartName=\"/xl/workbook.xml\""
              + " ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
              + (styled ? part("styles", "styles") : "")
              + (shared.isEmpty() ? "" : part("sharedStrings", "sharedStrings"))
              + types
              + "</Types>");
      put(
          zip,
          "_rels/.rels",
          "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"%s/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
              .formatted(REL));
      put(
          zip,
          "xl/_rels/workbook.xml.rels",
          "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">%s%s%s</Relationships>"
              .formatted(
                  parts,
                  styled ? related("styles") : "",
                  shared.isEmpty() ? "" : related("sharedStrings")));
      put(
          zip,
          "xl/workbook.xml",
          "<workbook xmlns=\"%s\" xmlns:r=\"%s\"><sheets>%s</sheets></workbook>"
              .formatted(MAIN, REL, names));
      if (styled) {
        put(zip, "xl/styles.xml", styles());
      }
      if (!shared.isEmpty()) {
        put(zip, "xl/sharedStrings.xml", texts());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static String part(String name, String type) {
    return "<Override PartName=\"/xl/%s.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.%s+xml\"/>"
        .formatted(name, type);
  }

  private static String related(String name) {
    return "<Relationship Id=\"r%1$s\" Type=\"%2$s/%1$s\" Target=\"%1$s.xml\"/>"
        .formatted(name, REL);
  }

  private String texts() {
    return shared.keySet().stream()
        .map(text -> "<si><t xml:space=\"preserve\">" + escaped(text) + "</t></si>")
        .collect(Collectors.joining("", "<sst xmlns=\"" + MAIN + "\">", "</sst>"));
  }

  private String styles() {
    StringBuilder own = new StringBuilder();
    StringBuilder styles = new StringBuilder();
    for (int format : List.of(0, 9, 14, 22, 1)) {
      styles.append("<xf numFmtId=\"" + format + "\"/>");
    }
    for (int i = 0; i < formats.size(); i++) {
      own.append(
          "<numFmt numFmtId=\"%d\" formatCode=\"%s\"/>"
              .formatted(164 + i, escaped(formats.get(i))));
      styles.append("<xf numFmtId=\"" + (164 + i) + "\"/>");
    }
    return "<styleSheet xmlns=\"%s\"><numFmts>%s</numFmts><cellXfs>%s</cellXfs></styleSheet>"
        .formatted(MAIN, own, styles);
  }

  private static void put(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write((XML + text).getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }
}
