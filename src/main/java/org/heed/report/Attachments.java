package org.heed.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.lingala.zip4j.io.outputstream.ZipOutputStream;
import net.lingala.zip4j.model.ZipParameters;
import net.lingala.zip4j.model.enums.AesKeyStrength;
import net.lingala.zip4j.model.enums.EncryptionMethod;
import org.heed.settings.ReportSettings;
import org.heed.storage.NewFile;
import org.jspecify.annotations.Nullable;

/** What a report's mail carries: the files, or an encrypted ZIP of them, as far as they fit. */
final class Attachments implements AutoCloseable {
  /** A report's file and how many rows it has. */
  record Written(Path file, String title, long rows) {
    String name() {
      return String.valueOf(file.getFileName());
    }
  }

  private final List<Written> attached = new ArrayList<>();
  private final List<Written> left = new ArrayList<>();
  private final @Nullable Path zip;

  /**
   * Packs.
   *
   * @param zipName the ZIP's name, when there is to be one
   */
  Attachments(List<Written> written, ReportSettings properties, Path folder, String zipName) {
    long most = properties.maxAttachment().toBytes();
    if (properties.zips() && !written.isEmpty()) {
      Path packed = pack(written, properties, folder.resolve(zipName));
      boolean fits = size(packed) <= most;
      (fits ? attached : left).addAll(written);
      zip = packed;
      return;
    }
    zip = null;
    long all = 0;
    for (Written one :
        written.stream().sorted(Comparator.comparingLong(one -> size(one.file()))).toList()) {
      all += size(one.file());
      (all <= most ? attached : left).add(one);
    }
    attached.sort(Comparator.comparingInt(written::indexOf));
    left.sort(Comparator.comparingInt(written::indexOf));
  }

  /** The reports that travel. */
  List<Written> attached() {
    return attached;
  }

  /** The reports that are too large to. */
  List<Written> left() {
    return left;
  }

  /** The files to attach: those that travel, or the ZIP with them in it. */
  List<Path> files() {
    if (zip != null) {
      return attached.isEmpty() ? List.of() : List.of(zip);
    }
    return attached.stream().map(Written::file).toList();
  }

  /** The ZIP is for the mail alone. */
  @Override
  public void close() {
    if (zip != null) {
      try {
        Files.deleteIfExists(zip);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static Path pack(List<Written> written, ReportSettings properties, Path target) {
    try (NewFile file = new NewFile(target)) {
      try (ZipOutputStream out = new ZipOutputStream(file.out(), properties.passphrase())) {
        for (Written one : written) {
          ZipParameters entry = new ZipParameters();
          entry.setFileNameInZip(one.name());
          entry.setEncryptFiles(true);
          entry.setEncryptionMethod(EncryptionMethod.AES);
          entry.setAesKeyStrength(AesKeyStrength.KEY_STRENGTH_256);
          out.putNextEntry(entry);
          Files.copy(one.file(), out);
          out.closeEntry();
        }
      } catch (IOException e) {
        throw file.failure(e);
      }
      file.finish();
    }
    return target;
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
