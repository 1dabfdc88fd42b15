package org.heed.move;

import org.heed.address.ConfigurationProblem;
import org.heed.settings.DatabaseSettings;

/** Where the database is moved to, as it is typed. */
public final class Server {
  private Server() {}

  /**
   * Reads it.
   *
   * @param url as typed
   * @param user empty: the one PostgreSQL takes this process for
   * @param password empty: none, or the driver's own password file has it
   */
  public static DatabaseSettings of(String url, String user, String password) {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new ConfigurationProblem(
          "--to: found \""
              + shown(url)
              + "\", expected a URL such as "
              + "jdbc:postgresql://db.example.edu/heed");
    }
    if (url.matches("(?i).*[?&](\\w*password|user)=.*")
        || url.matches("jdbc:postgresql://[^/?]*@.*")) {
      throw new ConfigurationProblem(
          "--to: found a user or a password in the URL, expected them as --user NAME and"
              + " --password-file FILE");
    }
    return new DatabaseSettings(url, user, password, null);
  }

  /** A URL as it may be shown. */
  public static String shown(String url) {
    String plain = url.split("[?;]", 2)[0];
    int at = plain.lastIndexOf('@');
    int from = plain.indexOf("//");
    return at > from && from >= 0 ? plain.substring(0, from + 2) + plain.substring(at + 1) : plain;
  }
}
