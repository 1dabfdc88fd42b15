package org.heed.mail;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.heed.address.Times;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Mail servers that were seen to offer encryption, so that nobody on the way can take it away. */
@Component
class KnownServers {
  private final JdbcClient jdbc;
  private final Clock clock;

  KnownServers(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Since when this server is known to encrypt; empty: it never offered to. */
  Optional<LocalDate> encryptsSince(String host, int port) {
    return jdbc.sql("select encrypts_since from mail_server where host = ? and port = ?")
        .params(host, port)
        .query(OffsetDateTime.class)
        .optional()
        .map(OffsetDateTime::toLocalDate);
  }

  /** Notes that it offered to. */
  void encrypts(String host, int port) {
    if (encryptsSince(host, port).isEmpty()) {
      OffsetDateTime now = Times.now(clock);
      try {
        jdbc.sql("insert into mail_server (host, port, encrypts_since) values (?, ?, ?)")
            .params(host, port, now)
            .update();
      } catch (DuplicateKeyException otherRun) {
        // It has noted the same.
      }
    }
  }
}
