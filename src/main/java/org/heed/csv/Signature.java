package org.heed.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.heed.words.Phrases;

/** Tells by their first bytes files that are no table. */
final class Signature {
  private static final Map<String, String> SIGNATURES =
      Map.of(
          "%PDF", "pdf",
          "{\\rtf", "rtf",
          "<?xml", "xml",
          "\u0089PNG", "picture",
          "\u001F\u008B", "compressed");

  private static final int LOOKED_AT = 1 << 20;

  /** A web page, or a part of one: what many programs call an Excel file. */
  private static final Pattern PAGE =
      Pattern.compile(
          "(?i)(?:\u00EF\u00BB\u00BF)?\\s*(?:<!--.*?-->\\s*)*+<(?:!DOCTYPE|html|head|meta|body|style|div|table)\\b",
          Pattern.DOTALL);

  /** A workbook of Excel 2 to 5 that stands alone. */
  private static final Pattern BARE = Pattern.compile("\t[\0\2\4\b][\4\6\b]\0");

  private static final String OLE = "\u00D0\u00CF\u0011\u00E0";

  /** In the directory of such a file, in UTF-16. */
  private static final String LOCKED =
      "EncryptedPackage".chars().mapToObj(c -> (char) c + "\0").collect(Collectors.joining());

  private Signature() {}

  /** Whether it is a ZIP archive, as a workbook is one. */
  static boolean isZip(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return start(in, 4).equals("PK\u0003\u0004");
    }
  }

  private static String start(InputStream in, int length) throws IOException {
    return new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
  }

  static void check(Path file) throws UnreadableFile, IOException {
    try (InputStream in = Files.newInputStream(file)) {
      String start = start(in, LOOKED_AT);
      if (BARE.matcher(start).lookingAt()) {
        throw new UnreadableFile(0, Phrases.of("file.old"));
      }
      if (PAGE.matcher(start).lookingAt()) {
        throw new UnreadableFile(0, Phrases.of("file.kind", Phrases.of("file.kind.page")));
      }
      if (start.startsWith(OLE)) {
        throw new UnreadableFile(
            0, start.contains(LOCKED) ? Phrases.of("file.locked") : Phrases.of("file.old"));
      }
      for (Map.Entry<String, String> signature : SIGNATURES.entrySet()) {
        if (start.startsWith(signature.getKey())) {
          throw new UnreadableFile(
              0, Phrases.of("file.kind", Phrases.of("file.kind." + signature.getValue())));
        }
      }
    }
  }
}
