package org.heed.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heed.words.Words;

/**
 * How a dropped file is written, found out from the file itself.
 *
 * @param charset of a byte order mark, else UTF-8 when most of it is, else Windows-1252
 * @param delimiter comma, semicolon, tab or bar: the one the file names, else the one that makes
 *     most known columns
 * @param headerLine where the header stands
 * @param header the columns
 * @param kind what the file is
 */
public record CsvFormat(
    Charset charset, char delimiter, long headerLine, Header header, FileKind kind) {
  public static final long MOST_BYTES = 2_000_000_000L;
  private static final Pattern NAMED =
      Pattern.compile(
          "\"?sep=([^\\p{L}\\p{N}\\s\"]|\\t)\"?(?=[\\r\\n,;])", Pattern.CASE_INSENSITIVE);
  private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');
  private static final Map<String, String> SIGNATURES =
      Map.of(
          "%PDF", "a PDF",
          "PK\u0003\u0004", "an Excel workbook or a ZIP archive",
          "\u00D0\u00CF\u0011\u00E0", "an old Excel or Word file",
          "{\\rtf", "a Rich Text document",
          "<!DOC", "a web page",
          "<html", "a web page",
          "<?xml", "an XML file",
          "\u0089PNG", "a picture",
          "\u001F\u008B", "a compressed file");

  /**
   * Looks into a file.
   *
   * @throws UnreadableFile when it is no CSV file of a kind Heed knows
   */
  public static CsvFormat of(Path file) throws UnreadableFile, IOException {
    long size = Files.size(file);
    if (size > MOST_BYTES) {
      throw new UnreadableFile(
          0,
          String.format(
              Locale.ENGLISH,
              "found a file of %,d bytes, expected at most %,d; split it into several",
              size,
              MOST_BYTES));
    }
    if (size == 0) {
      throw new UnreadableFile(0, "the file is empty, expected a CSV file with a header");
    }
    signature(file);
    Charset charset = CsvEncoding.of(file);
    if (charset.equals(CsvEncoding.WINDOWS) && CsvEncoding.old(file)) {
      throw new UnreadableFile(
          0,
          "found letters of an old Mac or DOS encoding, as JosŽ for José; expected UTF-8: save the"
              + " table as CSV UTF-8 and drop that");
    }
    Header best = null;
    char bestDelimiter = ',';
    long headerLine = 0;
    long known = -1;
    UnreadableFile problem = null;
    String first = "";
    for (char delimiter : delimiters(file, charset)) {
      try (CsvRows rows = new CsvRows(file, charset, delimiter)) {
        Row row = rows.header();
        Header header = new Header(row.cells());
        long fits = header.columns().stream().filter(FileKind::known).count();
        first = first.isEmpty() ? String.join(",", row.cells()).strip() : first;
        if (fits > known) {
          known = fits;
          best = header;
          bestDelimiter = delimiter;
          headerLine = row.line();
        }
      } catch (UnreadableFile e) {
        problem = problem == null ? e : problem;
      }
    }
    Optional<FileKind> kind = best == null ? Optional.empty() : FileKind.of(best.columns());
    if (best == null || (kind.isEmpty() && problem != null)) {
      throw problem == null ? new UnreadableFile(0, "the file cannot be read") : problem;
    }
    if (kind.isEmpty() && first.indexOf('\0') >= 0) {
      throw new UnreadableFile(
          headerLine,
          "the first line has NUL characters, expected a header; if this is UTF-16, save it with a"
              + " byte order mark, or as UTF-8");
    }
    if (kind.isEmpty()) {
      throw new UnreadableFile(
          headerLine,
          "the first line is no header Heed knows: found \""
              + Words.begin(first, 120)
              + "\", expected column names such as student_id,phone,from,message (a campaign),"
              + " phone,sms_status (consent) or student_id,mobile_phone (people)");
    }
    CsvFormat format = new CsvFormat(charset, bestDelimiter, headerLine, best, kind.get());
    format.complete();
    return format;
  }

  private void complete() throws UnreadableFile {
    switch (kind) {
      case CAMPAIGN -> {
        named("student_id", "phone");
        named("from", "from");
      }
      case CONSENT -> named("phone", "student_id");
      case PEOPLE -> {}
    }
    List<String> clashing = FileKind.clashing(header.columns());
    if (!clashing.isEmpty()) {
      throw new UnreadableFile(
          headerLine,
          "the header is a campaign's ("
              + (header.has("message") ? "message" : "template")
              + ") and that of a list of opt-outs or replies ("
              + String.join(", ", clashing)
              + ") at once; to text these people take out the columns of the list, to record"
              + " opt-outs take out the message");
    }
    for (String column : header.repeated()) {
      // In a campaign every column may be meant by a placeholder.
      if (kind == FileKind.CAMPAIGN || kind.columns().contains(column)) {
        throw new UnreadableFile(
            headerLine, "the column " + column + " stands there twice, expected each column once");
      }
    }
  }

  private void named(String column, String other) throws UnreadableFile {
    if (!header.has(column) && !header.has(other)) {
      throw new UnreadableFile(
          headerLine,
          "the column "
              + (column.equals(other) ? column : column + " or " + other)
              + " is missing; found "
              + Words.begin(String.join(", ", header.columns()), 300));
    }
  }

  private static void signature(Path file) throws UnreadableFile, IOException {
    try (InputStream in = Files.newInputStream(file)) {
      String start = new String(in.readNBytes(8), StandardCharsets.ISO_8859_1);
      for (Map.Entry<String, String> signature : SIGNATURES.entrySet()) {
        if (start.startsWith(signature.getKey())) {
          throw new UnreadableFile(
              0,
              "found "
                  + signature.getValue()
                  + ", expected a CSV file; save the table as CSV and drop that");
        }
      }
    }
  }

  /** The one that a first line {@code sep=;} names, else all. */
  private static List<Character> delimiters(Path file, Charset charset) throws IOException {
    char[] start = new char[12];
    try (Reader reader = CsvEncoding.reader(file, charset)) {
      int length = Math.max(0, reader.read(start));
      Matcher named = NAMED.matcher(new String(start, 0, length));
      return named.lookingAt() ? List.of(named.group(1).charAt(0)) : DELIMITERS;
    }
  }
}
