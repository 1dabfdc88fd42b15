package org.heed.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.heed.settings.DatabaseSettings;
import org.heed.settings.Settings;
import org.heed.settings.SettingsReader;
import org.heed.storage.FileCopies;
import org.heed.storage.Holder;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * A copy of the embedded database that the process which holds it has made for this one, so that a
 * night goes on meanwhile; it goes when this is closed.
 *
 * @param database the copy; null: nobody holds the database and listens
 */
record HeldCopy(@Nullable DatabaseSettings database) implements AutoCloseable {

  /**
   * Asks for one.
   *
   * @param option of the command, with which the holder copies for the process it is given
   * @throws StaffCall.Answered when it could not be made
   */
  static HeldCopy ask(Heed heed, String option) {
    ConfigurableEnvironment environment = SettingsReader.read(heed.settings());
    DatabaseSettings database = DatabaseSettings.of(environment);
    if (!database.embedded()) {
      return new HeldCopy(null);
    }
    long self = ProcessHandle.current().pid();
    List<String> words = new ArrayList<>(heed.words());
    words.add(option + "=" + self);
    Path folder = Path.of(Settings.of(environment).home()).resolve("db");
    Integer status = StaffCall.ask(folder, words, heed.out(), heed.err());
    if (status != null && status != 0) {
      throw new StaffCall.Answered(status);
    }
    return new HeldCopy(status == null ? null : FileCopies.of(database, self));
  }

  Holder of(Holder holder) {
    return database == null ? holder.forCopy() : holder.ofCopy();
  }

  @Override
  public void close() {
    if (database != null) {
      FileCopies.delete(database);
    }
  }
}
