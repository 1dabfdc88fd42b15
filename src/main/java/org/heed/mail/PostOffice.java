package org.heed.mail;

/** Where mail is handed in. */
public interface PostOffice {

  /**
   * Opens for business; connects with the first letter.
   *
   * @throws org.heed.address.ConfigurationProblem when {@code heed.mail.from} or {@code
   *     heed.mail.reply-to} is wrong
   */
  Post open();
}
