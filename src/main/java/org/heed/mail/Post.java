package org.heed.mail;

/** Mail going out over one connection for many letters; reconnects by itself when it is lost. */
public interface Post extends AutoCloseable {

  /**
   * Sends one letter; every outcome is a value.
   *
   * @throws org.heed.address.ConfigurationProblem when {@code heed.mail.from} or {@code
   *     spring.mail.host} is missing, or the server lacks the encryption that was asked for
   */
  PostAnswer send(Letter letter);

  /** Ends the connection. */
  @Override
  void close();
}
