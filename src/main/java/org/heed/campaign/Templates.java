package org.heed.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Message texts kept in files: {@code templates/} in {@code heed.home}, else beside it. */
final class Templates {
  private static final long LONGEST = 100_000;

  private final List<Path> folders;
  private final Map<String, Optional<String>> read = new HashMap<>();

  Templates(Path home) {
    folders = List.of(home.resolve("templates"), Path.of("templates"));
  }

  /** The text of this name. */
  String text(String name) throws RowProblem {
    return read.computeIfAbsent(name, this::find)
        .orElseThrow(
            () ->
                new RowProblem(
                    "template",
                    name,
                    "no such text, expected the name of a file in " + folders.get(0)));
  }

  private Optional<String> find(String name) {
    if (name.contains("/") || name.contains("\\") || name.startsWith(".") || name.length() > 200) {
      return Optional.empty();
    }
    for (Path folder : folders) {
      for (String ending : List.of("", ".txt")) {
        Path file = folder.resolve(name + ending);
        try {
          if (Files.isRegularFile(file) && Files.size(file) <= LONGEST) {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            return Optional.of(text.replaceFirst("^\uFEFF", "").stripTrailing());
          }
        } catch (IOException e) {
          throw new UncheckedIOException("the template " + file + " cannot be read", e);
        }
      }
    }
    return Optional.empty();
  }
}
