package org.heed.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heed.csv.CsvEncoding;
import org.heed.csv.RowProblem;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;

/** Message texts kept in files: {@code templates/} in {@code heed.home}, else beside it. */
public final class Templates {
  private static final long LONGEST = 100_000;

  private final List<Path> folders;
  private final Map<String, String> read = new HashMap<>();

  public Templates(Path home) {
    folders = List.of(home.resolve("templates"), Path.of("templates"));
  }

  /** The text of this name. */
  String text(String name) throws RowProblem {
    String known = read.get(name);
    if (known != null) {
      return known;
    }
    Path file = find(name);
    if (file == null) {
      throw new RowProblem("template", name, Phrases.of("template.none", folders.get(0)));
    }
    String text = text(file, name);
    read.put(name, text);
    return text;
  }

  private static String text(Path file, String name) throws RowProblem {
    try {
      if (Files.size(file) > LONGEST) {
        throw new RowProblem(
            "template", name, Phrases.of("template.long", Files.size(file), LONGEST));
      }
      String text = new String(Files.readAllBytes(file), CsvEncoding.of(file));
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (IOException e) {
      throw new RowProblem("template", name, Phrases.of("template.unreadable"));
    }
  }

  private @Nullable Path find(String name) {
    if (name.contains("/") || name.contains("\\") || name.startsWith(".") || name.length() > 200) {
      return null;
    }
    for (Path folder : folders) {
      for (String ending : List.of("", ".txt")) {
        try {
          Path file = folder.resolve(name + ending);
          if (Files.isRegularFile(file)) {
            return file;
          }
        } catch (InvalidPathException e) {
          return null;
        }
      }
    }
    return null;
  }
}
