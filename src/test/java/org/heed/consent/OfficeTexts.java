package org.heed.consent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** Texts as offices write them, many about stopping, leaving lists and wrong numbers. */
public final class OfficeTexts {
  private OfficeTexts() {}

  public static List<String> all() {
    try (InputStream file = OfficeTexts.class.getResourceAsStream("office-texts.txt")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
