package org.heed.cli;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The socket beside the embedded database, over which the process that holds it carries out what
 * staff command meanwhile. Whoever can open the folder may use it: its owner alone.
 */
final class StaffSocket {
  /** The holder's first byte: it listens, and nothing has been done yet. */
  static final int READY = 1;

  /** The holder's second byte: it has all the words, and carries them out. */
  static final int TAKEN = 2;

  /** The system takes 107. */
  private static final int LONGEST_PATH = 100;

  private final Path folder;

  StaffSocket(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /** What is done with an address. */
  interface Use<T> {
    T with(UnixDomainSocketAddress address) throws IOException;
  }

  Path file() {
    return folder.resolve("heed.sock");
  }

  /** Uses its address; a deep folder is reached by a short way that is there only meanwhile. */
  <T> T at(Use<T> use) throws IOException {
    if (file().toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_PATH) {
      return use.with(UnixDomainSocketAddress.of(file()));
    }
    Path way = Files.createTempDirectory("heed");
    Path link = way.resolve("db");
    try {
      Files.createSymbolicLink(link, folder);
      return use.with(UnixDomainSocketAddress.of(link.resolve(file().getFileName())));
    } finally {
      Files.deleteIfExists(link);
      Files.deleteIfExists(way);
    }
  }
}
