package org.heed.mail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;

/**
 * The files of a mail as it leaves.
 *
 * @param words what to say of those that are gone or do not fit
 */
record Attached(List<Path> files, String words) {

  /**
   * Looks for them.
   *
   * @param names below the home, a line each; null: none
   * @param most how large they may be together
   */
  static Attached of(Path home, @Nullable String names, long most) {
    List<Path> files = new ArrayList<>();
    StringBuilder left = new StringBuilder();
    long room = most;
    for (String name : names == null ? List.<String>of() : names.lines().toList()) {
      Path file = home.resolve(name);
      long size = size(file);
      if (size >= 0 && size <= room) {
        files.add(file);
        room -= size;
      } else {
        left.append("\n").append(Phrases.of(size < 0 ? "mail.gone" : "mail.large", name));
      }
    }
    return new Attached(files, left.isEmpty() ? "" : left + "\n");
  }

  private static long size(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : -1;
    } catch (IOException gone) {
      return -1;
    }
  }
}
