package org.heed.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** The scripts that people would write instead, where Node is there. */
@NullUnmarked
final class Rivals {
  private final Path folder;

  private Rivals(Path folder) {
    this.folder = folder;
  }

  /** Installs what they need below a folder; null, and a line: they cannot run here. */
  static @Nullable Rivals in(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(Path.of("bench"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.write(folder.resolve(file.getFileName()), Files.readAllBytes(file));
      }
    }
    try {
      Process npm =
          new ProcessBuilder("npm", "install", "--no-audit", "--no-fund", "--silent")
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("npm.out").toFile())
              .start();
      if (npm.waitFor() == 0) {
        return new Rivals(folder);
      }
      System.out.println("The Node scripts are left out: npm could not install what they need.");
    } catch (IOException e) {
      System.out.println("The Node scripts are left out: there is no npm here.");
    }
    return null;
  }

  Measured run(Path at, String script, String... words) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("node", folder.resolve(script).toAbsolutePath().toString()));
    command.addAll(List.of(words));
    return Measured.of(at, Map.of(), command);
  }
}
