package org.heed.campaign;

import org.heed.consent.Keyword;
import org.heed.consent.Keywords;
import org.heed.csv.RowProblem;
import org.heed.words.Phrases;

/**
 * Tells a list of what people replied, with their phones, from texts to send (L7): nobody is to get
 * their own words back, least of all who said no.
 */
final class ReplyLog {
  private final Keywords keywords;
  private final SpokenRows spokenRows;
  private String last = "";
  private long rows;
  private long others;
  private long keywordRows;
  private boolean spoken;

  ReplyLog(Keywords keywords, SpokenRows spokenRows) {
    this.keywords = keywords;
    this.spokenRows = spokenRows;
  }

  /**
   * Looks at one row's text.
   *
   * @param written as it stands in the file
   * @param body with its placeholders filled
   * @param filled whether it has any: people do not write them
   */
  void check(long line, String column, String written, String body, boolean filled)
      throws RowProblem {
    boolean another = !written.equals(last);
    last = written;
    rows++;
    others += another ? 1 : 0;
    if (keywords.read(body) != Keyword.NONE) {
      keywordRows++;
      throw new RowProblem(column, body, Phrases.of("row.reply.word"));
    }
    if (!filled && spokenRows.isOne(line, body)) {
      spoken = true;
      throw new RowProblem(column, body, Phrases.of("row.reply.refusal"));
    }
  }

  /**
   * Whether the rows so far are one: most say something else each, and one of them is said as
   * nobody but a student says it, or more than one in 50 is a keyword.
   *
   * @param column whether a column beside them is called as one of replies is
   */
  boolean isOne(boolean column) {
    return others * 2 > rows && ((column && rows > 1) || spoken || keywordRows * 50 > rows);
  }
}
