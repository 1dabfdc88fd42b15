package org.heed.storage;

import java.util.Map;

/**
 * How long PostgreSQL is waited for; what the URL says wins. Else a server that hangs, or a network
 * that drops everything, would hold a run without end.
 */
final class PostgresqlSettings {
  /**
   * {@code socketTimeout} bounds a silence: a statement that takes longer to begin its answer is
   * given up. A server that answers nobody is noticed much earlier, by the lease.
   */
  static final Map<String, String> PATIENT =
      Map.of(
          "reWriteBatchedInserts", "true",
          "logServerErrorDetail", "false",
          "connectTimeout", "10",
          "loginTimeout", "10",
          "socketTimeout", "300",
          "cancelSignalTimeout", "5",
          "tcpKeepAlive", "true");

  /** A process that sleeps in the middle of a transaction keeps others from its rows no longer. */
  static final String INIT = "set idle_in_transaction_session_timeout = '60s'";

  /** A server that is started again is waited for; one that hangs is given up before that. */
  static final long CONNECTION_MILLIS = 20_000;

  private static final String IMPATIENT =
      "connectTimeout=5&loginTimeout=5&socketTimeout=5&tcpKeepAlive=true&logServerErrorDetail=false";

  private PostgresqlSettings() {}

  /** The last of two parameters of one name counts. */
  static String impatient(String url) {
    return url + (url.indexOf('?') < 0 ? "?" : "&") + IMPATIENT;
  }
}
