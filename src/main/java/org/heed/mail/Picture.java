package org.heed.mail;

/** A picture inside a letter. */
public final class Picture {
  private final String id;
  private final String type;
  private final byte[] content;
  private final String words;

  /**
   * @param id what the letter's HTML calls it: letters and digits
   * @param type such as {@code image/png}
   * @param words what it shows, for who does not see it
   */
  public Picture(String id, String type, byte[] content, String words) {
    this.id = id;
    this.type = type;
    this.content = content.clone();
    this.words = words;
  }

  /** What stands behind {@code cid:}. */
  public String id() {
    return id;
  }

  /** What it shows, for the {@code alt} of its tag. */
  public String words() {
    return words;
  }

  String type() {
    return type;
  }

  byte[] content() {
    return content.clone();
  }
}
