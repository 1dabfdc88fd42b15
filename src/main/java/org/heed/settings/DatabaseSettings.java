package org.heed.settings;

import org.heed.address.ConfigurationProblem;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.ClassUtils;

/**
 * Where the data is, {@code spring.datasource.*}.
 *
 * @param url a JDBC URL, of HSQLDB's files or of a PostgreSQL server
 * @param username empty: HSQLDB's first user, or the one PostgreSQL takes this process for
 * @param password empty: none
 */
public record DatabaseSettings(
    @DefaultValue("") String url,
    @DefaultValue("") String username,
    @DefaultValue("") String password,
    @Nullable String driverClassName) {
  private static final String EMBEDDED = "jdbc:hsqldb:file:";
  private static final String SERVER = "jdbc:postgresql:";

  public DatabaseSettings {
    if (!url.startsWith(EMBEDDED) && !url.startsWith(SERVER)) {
      throw new ConfigurationProblem(
          "spring.datasource.url: found \""
              + url.split("[?;]", 2)[0]
              + "\", expected one such as jdbc:postgresql://localhost/heed, or none for the"
              + " database in heed.home");
    }
    if (driverClassName != null && !ClassUtils.isPresent(driverClassName, null)) {
      throw new ConfigurationProblem(
          "spring.datasource.driver-class-name: found "
              + driverClassName
              + ", expected none: it is known by the URL");
    }
    if (username.isBlank()) {
      username = url.startsWith(EMBEDDED) ? "SA" : "";
    }
  }

  /** Reads it; nothing else has to run for that. */
  public static DatabaseSettings of(ConfigurableEnvironment environment) {
    return Binder.get(environment).bindOrCreate("spring.datasource", DatabaseSettings.class);
  }

  /** HSQLDB, in this process; else a server. */
  public boolean embedded() {
    return url.startsWith(EMBEDDED);
  }

  /** The embedded database's files: their common path without its ending. */
  public String path() {
    return url.substring(EMBEDDED.length()).split(";", 2)[0];
  }

  /** The same of files elsewhere. */
  public DatabaseSettings at(String path) {
    return new DatabaseSettings(EMBEDDED + path + options(), username, password, driverClassName);
  }

  /** What stands behind the path, from its first semicolon on. */
  public String options() {
    return url.substring((url + ";").indexOf(';'));
  }
}
