package org.heed.page;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * What a page says of itself, and how it shows its rows.
 *
 * @param kind what its rows are
 * @param asOf when it was made
 * @param zone of every time in it
 * @param filters in words
 * @param whole the file that holds all rows, also those too many for a page
 * @param figures pictures above the rows; mostly none
 */
public record Page(
    Kind kind,
    String title,
    Instant asOf,
    ZoneId zone,
    String filters,
    List<Column> columns,
    String whole,
    List<Figure> figures) {

  /** What the rows are: the page has a view for each. */
  public enum Kind {
    MESSAGES("messages"),
    OPT_OUTS("optOuts"),
    DELAY("delay"),
    CONSENT_EVENTS("consentEvents"),
    RECEIPT("receipt");

    private final String view;

    Kind(String view) {
      this.view = view;
    }

    String view() {
      return view;
    }

    /** Whether the last rows are the newest ones. */
    boolean newestLast() {
      return this != RECEIPT;
    }
  }

  /**
   * One column.
   *
   * @param name as the CSV has it
   * @param type TEXT, PHONE, TIME, DATE or NUMBER
   */
  public record Column(String name, String type) {}
}
