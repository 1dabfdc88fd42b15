package org.heed;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * Programs as processes of their own, from the classes under test. Most of the time of a short one
 * is Java's own start: classes are read from jars and an archive of what Java has learnt of them,
 * as a delivered Heed's are, made once for all tests.
 */
public final class Java {
  private static final String HEED = "org.heed.cli.Heed";
  private static @Nullable List<String> prefix;

  private Java() {}

  /** Heed's command line, to which words may be added. */
  public static List<String> heed(String... options) {
    return command(HEED, options);
  }

  /**
   * A program, to which words may be added.
   *
   * @param options Java's own, such as -Xmx512m
   */
  public static List<String> command(String mainClass, String... options) {
    List<String> command = new ArrayList<>();
    command.add(program());
    command.addAll(prefix());
    command.addAll(List.of(options));
    command.add(mainClass);
    return command;
  }

  /** The entries of the class path of the tests, absolute. */
  public static List<Path> classPath() {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Stream.of(path.split(File.pathSeparator, -1))
        .filter(entry -> !entry.isEmpty())
        .map(Path::of)
        .map(Path::toAbsolutePath)
        .toList();
  }

  /** Writes a folder of classes as a jar, without its own manifest. */
  public static void jar(Path folder, Path jar, @Nullable Manifest manifest) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries =
            manifest == null ? new JarOutputStream(out) : new JarOutputStream(out, manifest);
        Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.skip(1).toList()) {
        String name = folder.relativize(file).toString();
        if (Files.isDirectory(file)) {
          entries.putNextEntry(new ZipEntry(name + "/"));
        } else if (!name.equals("META-INF/MANIFEST.MF")) {
          entries.putNextEntry(new ZipEntry(name));
          Files.copy(file, entries);
        }
      }
    }
  }

  private static String program() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static synchronized List<String> prefix() {
    if (prefix == null) {
      try {
        prefix = prepared();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return prefix;
  }

  /** Jars and archive of these classes; whoever needs them first makes them, others wait. */
  private static List<String> prepared() throws IOException, InterruptedException {
    List<Path> parts = classPath();
    Path folder =
        Path.of("target", "java", Runtime.version() + "-" + Long.toHexString(state(parts)))
            .toAbsolutePath();
    Files.createDirectories(folder);
    Path archive = folder.resolve("heed.jsa");
    List<String> path = new ArrayList<>();
    for (Path part : parts) {
      path.add(
          (Files.isDirectory(part) ? folder.resolve(part.getFileName() + ".jar") : part)
              .toString());
    }
    List<String> shared =
        List.of("-XX:TieredStopAtLevel=1", "-cp", String.join(File.pathSeparator, path));
    try (FileChannel lock =
            FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = lock.lock()) {
      if (held.isValid() && !Files.exists(archive)) {
        for (int i = 0; i < parts.size(); i++) {
          if (Files.isDirectory(parts.get(i))) {
            jar(parts.get(i), Path.of(path.get(i)), null);
          }
        }
        learn(folder, archive, shared);
      }
    }
    List<String> all = new ArrayList<>(List.of("-XX:SharedArchiveFile=" + archive));
    all.addAll(shared);
    return all;
  }

  private static void learn(Path folder, Path archive, List<String> shared)
      throws IOException, InterruptedException {
    Path made = folder.resolve("made.jsa");
    Path home = Files.createTempDirectory(folder, "home");
    List<String> command = new ArrayList<>(List.of(program()));
    command.addAll(List.of("-Xlog:disable", "-XX:ArchiveClassesAtExit=" + made));
    command.addAll(shared);
    command.addAll(List.of(HEED, "run", "nightly", "--heed.home=" + home));
    command.addAll(List.of("--heed.senders[0].number=+13125550100", "--heed.senders[0].name=A"));
    Path said = folder.resolve("said");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    if (!process.waitFor(3, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IllegalStateException("no archive: " + Files.readString(said));
    }
    Files.move(made, archive, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Changes with any class or resource. */
  private static long state(Collection<Path> parts) throws IOException {
    long state = 17;
    for (Path part : parts) {
      if (Files.isDirectory(part)) {
        try (Stream<Path> files = Files.walk(part)) {
          for (Path file : files.sorted().collect(Collectors.toList())) {
            state = 31 * state + file.hashCode();
            state = 31 * state + Files.getLastModifiedTime(file).toMillis();
          }
        }
      }
    }
    return state;
  }
}
