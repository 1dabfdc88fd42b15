package org.heed.page;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What was said, sent and decided of a number or a person, for who has never seen Heed: who, what,
 * when and how it is known first, then all of it in order of time.
 *
 * @param who whose it is
 * @param asOf of when, by whom and with what it was made
 * @param phones rows: phone, type, whose, from when and how known, until when
 * @param files rows: name, kind, when taken, SHA-256
 */
public record EvidencePage(
    String who,
    String asOf,
    List<Status> status,
    List<Line> lines,
    List<List<String>> phones,
    List<List<String>> files,
    String seal) {

  /** What a phone is, since when, how that is known, and which texts went to it after that. */
  public record Status(
      String phone, String status, String look, String since, String how, String texts) {
    public boolean hasSince() {
      return !since.isEmpty();
    }
  }

  /**
   * One line; what there is not is empty.
   *
   * @param way from whom to whom
   * @param late how long after an opt-out it went
   */
  public record Line(
      String at,
      String what,
      String look,
      String way,
      String late,
      String words,
      String how,
      String by,
      String reason,
      String basis,
      String seal) {}

  /** Writes it. */
  public void write(OutputStream out) {
    try {
      Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
      String style = PageParts.evidenceStyle();
      PageParts.evidence()
          .execute(
              Map.of(
                  "page",
                  this,
                  "say",
                  PageText.SAY,
                  "style",
                  style,
                  "policy",
                  PageParts.stylePolicy(style)),
              writer);
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
