package org.heed.storage;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.springframework.transaction.TransactionSystemException;

/** The database server was away for a while: what is recorded is, the rest is to be begun anew. */
public final class DatabaseAway extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** It ends, has ended, or begins; and a transaction that stood still was ended by it. */
  private static final Set<String> ENDS = Set.of("57P01", "57P02", "57P03", "57P05", "25P03");

  private static final String CONNECTION = "08";

  public DatabaseAway(String message) {
    super(message);
  }

  /** Whether that is what ended something. */
  public static boolean ended(Throwable work) {
    for (Throwable cause = work; cause != null; cause = cause.getCause()) {
      // Nothing but a connection that is gone cannot be rolled back.
      if (cause instanceof DatabaseAway
          || cause instanceof TransactionSystemException
          || cause instanceof SQLTransientConnectionException
          || (cause instanceof SQLException sql && isAway(String.valueOf(sql.getSQLState())))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAway(String state) {
    return state.startsWith(CONNECTION) || ENDS.contains(state);
  }
}
