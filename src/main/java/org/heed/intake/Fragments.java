package org.heed.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What lies in an inbox beside the files people drop: what transfer tools and browsers have not
 * finished, and what offices, editors and systems leave behind. A name tells it, in any case.
 */
final class Fragments {
  private static final Set<String> ENDINGS =
      Set.of(
          ("part filepart partial crdownload opdownload download downloading fdmdownload gdownload"
                  + " dtapart aria2 !ut !qb !bt bc! jc! td xltd cyberducksegment lftp-pget-status"
                  + " upload uploading incomplete inprogress in_progress unfinished unconfirmed"
                  + " writing copying pending transfer xfer $$$ tmp temp swp swo swn swx bak wbk"
                  + " xlk lock lck")
              .split(" "));
  private static final Set<String> TABLES =
      Set.of("csv tsv tab txt text psv ssv dsv asc prn dat xlsx xlsm xlsb xls ods fods".split(" "));

  /** No table, and told so by their content. */
  private static final Set<String> DOCUMENTS =
      Set.of(
          ("pdf doc docx odt rtf htm html xml json numbers zip gz 7z png jpg jpeg gif heic eml msg"
                  + " ppt pptx md log")
              .split(" "));

  private static final Pattern DATE = Pattern.compile("\\d{1,4}");
  private static final Set<String> NAMES =
      Set.of(
          "thumbs.db",
          "ehthumbs.db",
          "desktop.ini",
          "icon\r",
          "$recycle.bin",
          "system volume information",
          "@eadir",
          "__macosx",
          "lost+found");
  private static final Pattern NUMBERED = Pattern.compile(".*\\.(?:tmp|temp|part)[.-]?\\d+");

  /** What Excel writes into before it gives a file its name. */
  private static final Pattern EXCEL = Pattern.compile("(?=.*[a-f])[0-9a-f]{7,8}");

  private Fragments() {}

  static boolean is(String fileName) {
    String name = fileName.toLowerCase(Locale.ROOT);
    return name.startsWith(".")
        || name.startsWith("~")
        || name.endsWith("~")
        || (name.startsWith("#") && name.endsWith("#"))
        || name.endsWith("zone.identifier")
        || (name.contains(".") && ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1)))
        || (isWhole(name) && isWithin(name))
        || NAMES.contains(name)
        || NUMBERED.matcher(name).matches()
        || EXCEL.matcher(name).matches();
  }

  /** {@code fall.csv.download.html}: a table's name, with a fragment's ending within it. */
  private static boolean isWithin(String name) {
    return Arrays.stream(name.split("\\.", -1))
        .dropWhile(part -> !TABLES.contains(part))
        .anyMatch(ENDINGS::contains);
  }

  /**
   * Whether a name is one that people give a file. What no list knows may be a tool's for what it
   * has not finished, so it is none: {@code fall.csv.ffs_tmp}, but also {@code fall.csv.001}.
   */
  static boolean isWhole(String fileName) {
    String[] parts = fileName.strip().toLowerCase(Locale.ROOT).split("\\.", -1);
    String ending = parts[parts.length - 1];
    return parts.length == 1
        || TABLES.contains(ending)
        || DOCUMENTS.contains(ending)
        || (DATE.matcher(ending).matches() && Arrays.stream(parts).noneMatch(TABLES::contains));
  }

  /**
   * Whether a file has its name and not yet its content: a browser keeps the name by an empty file
   * beside its fragment, and aria2 writes into the file itself.
   *
   * @param fragments what else is in the folder
   */
  static boolean unfinished(Path file, Collection<String> fragments) {
    String name = String.valueOf(file.getFileName());
    int dot = name.indexOf('.', 1);
    String stem = dot < 0 ? name : name.substring(0, dot);
    return fragments.contains(name + ".aria2")
        || (fragments.stream().anyMatch(other -> other.startsWith(stem)) && empty(file));
  }

  private static boolean empty(Path file) {
    try {
      return Files.size(file) == 0;
    } catch (IOException goneMeanwhile) {
      return false;
    }
  }
}
