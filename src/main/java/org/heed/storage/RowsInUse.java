package org.heed.storage;

import java.sql.SQLException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.PessimisticLockingFailureException;

/** That somebody else has the very rows: it is over in a moment, and to be tried again. */
public final class RowsInUse {
  /** Not waited for, or for long enough; Spring has no exception for it. */
  private static final String NOT_AVAILABLE = "55P03";

  private RowsInUse() {}

  public static boolean ended(DataAccessException work) {
    return work instanceof PessimisticLockingFailureException
        || (work.getRootCause() instanceof SQLException cause
            && NOT_AVAILABLE.equals(cause.getSQLState()));
  }
}
