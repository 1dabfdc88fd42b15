package org.heed.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Tells by their first bytes files that are no table. */
final class Signature {
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

  private Signature() {}

  static void check(Path file) throws UnreadableFile, IOException {
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
}
