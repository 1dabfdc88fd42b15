package org.heed.mail;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.heed.address.ConfigurationProblem;
import org.heed.address.Institution;
import org.heed.address.Times;
import org.heed.settings.MailSettings;
import org.heed.settings.ReportSettings;
import org.heed.words.Phrases;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Mails to registrars and staff: written down together with what they tell of, sent at the end of a
 * run, and owed until the mail server has taken or refused them.
 */
@Component
public class Notices {
  private static final Logger log = LoggerFactory.getLogger(Notices.class);
  private static final int AT_ONCE = 3;
  private static final int LOST_IN_A_ROW = 3;
  private static final int LONGEST = 20_000;
  private static final String ADD =
      "insert into notice (recipient, subject, body, created_at, files) values (?, ?, ?, ?, ?)";
  private static final String OWED =
      """
      select id, recipient, subject, body, created_at, doubts, files from notice
      where ended_at is null and id > ? order by id limit 100
      """;
  private static final String DOUBT = "update notice set doubts = doubts + 1 where id = ?";
  private static final String END = "update notice set ended_at = ?, refusal = ? where id = ?";

  private record Owed(long id, Letter letter, Instant createdAt, int doubts) {}

  private final JdbcTemplate jdbc;
  private final ObjectProvider<PostOffice> office;
  private final MailSettings mail;
  private final Path home;
  private final long most;
  private final List<String> registrars;
  private final List<String> staff;
  private final List<String> operators;
  private final Clock clock;

  Notices(
      JdbcTemplate jdbc,
      ObjectProvider<PostOffice> office,
      MailSettings mail,
      ReportSettings report,
      Institution institution,
      Clock clock) {
    this.home = institution.home().toAbsolutePath().normalize();
    this.most = report.maxAttachment().toBytes();
    this.registrars = Addresses.named("heed.mail.registrars", String.join(",", mail.registrars()));
    this.mail = mail;
    this.staff = Addresses.named("heed.mail.staff", String.join(",", mail.staff()));
    this.operators = Addresses.named("heed.mail.operators", String.join(",", mail.operators()));
    this.jdbc = jdbc;
    this.office = office;
    this.clock = clock;
  }

  /** Who is told of what needs a person. */
  public List<String> staff() {
    return staff;
  }

  /** Who is told of a file that names nobody: registrars, else staff. */
  public List<String> registrars() {
    return registrars.isEmpty() ? staff : registrars;
  }

  /** Who gets the summary of each night. */
  public List<String> operators() {
    return operators;
  }

  /**
   * Owes each of these addresses a mail, in the caller's transaction.
   *
   * @param subject nothing personal: it is shown on locked screens
   * @param text plain text; what is longer than 20,000 characters is cut
   */
  public void add(Collection<String> to, String subject, String text) {
    add(to, subject, text, List.of());
  }

  /**
   * The same with files, as they are when the mail leaves.
   *
   * @param files below {@code heed.home}; what is gone by then, or does not fit into a mail, is
   *     named in its place
   */
  public void add(Collection<String> to, String subject, String text, List<Path> files) {
    String names =
        files.stream()
            .map(file -> home.relativize(file.toAbsolutePath().normalize()).toString())
            .collect(Collectors.joining("\n"));
    String line = cut(subject.replaceAll("\\p{Cntrl}+", " "), 200);
    OffsetDateTime now = Times.now(clock);
    jdbc.batchUpdate(
        ADD,
        to.stream().map(one -> new Object[] {one, line, cut(text, LONGEST), now, names}).toList());
  }

  /**
   * Hands in what is owed, one mail after the other, each answer recorded before the next; what the
   * server does not take now stays owed.
   */
  public Sent send() {
    List<Owed> page = owed(0);
    if (page.isEmpty()) {
      return new Sent(0, List.of(), null, null);
    }
    long sent = 0;
    List<String> notes = new ArrayList<>();
    // Of letters in a row that the server did not answer as it should, to be said of it once.
    List<String> lost = new ArrayList<>();
    boolean answered = false;
    String words = "";
    try (Post post = office.getObject().open()) {
      for (; !page.isEmpty(); page = owed(page.get(page.size() - 1).id())) {
        for (Owed owed : page) {
          PostAnswer receipt = send(post, owed.letter());
          words = receipt.words();
          if (receipt.kind() != PostAnswer.Kind.LATER || !receipt.isLost()) {
            answered |= receipt.kind() != PostAnswer.Kind.SERVER_DOWN;
            notes.addAll(lost);
            lost.clear();
          }
          String to = owed.letter().to();
          switch (receipt.kind()) {
            case SENT -> {
              sent++;
              jdbc.update(END, Times.now(clock), null, owed.id());
            }
            case REFUSED -> {
              notes.add(Phrases.of("mail.refused", to, words));
              end(owed, words);
            }
            case LATER -> {
              if (owed.createdAt().plus(mail.giveUpAfter()).isBefore(clock.instant())) {
                end(owed, words);
                notes.add(Phrases.of("mail.given.up", to, words));
              } else {
                (receipt.isLost() ? lost : notes).add(Phrases.of("mail.later", to, words));
              }
            }
            case IN_DOUBT -> notes.add(inDoubt(owed, receipt, to));
            case SERVER_DOWN -> {
              return new Sent(sent, notes, Phrases.of("mail.server", words), null);
            }
          }
          if (lost.size() == LOST_IN_A_ROW) {
            return new Sent(sent, notes, Phrases.of("mail.server", words), null);
          }
        }
      }
    } catch (ConfigurationProblem missing) {
      log.info("mails to staff wait: {}", missing.getMessage());
      return new Sent(sent, notes, null, missing);
    }
    if (!lost.isEmpty() && !answered) {
      return new Sent(sent, notes, Phrases.of("mail.server", words), null);
    }
    notes.addAll(lost);
    return new Sent(sent, notes, null, null);
  }

  private static PostAnswer send(Post post, Letter letter) {
    PostAnswer receipt = post.send(letter);
    for (int n = 1;
        n < AT_ONCE && receipt.isLost() && receipt.kind() == PostAnswer.Kind.LATER;
        n++) {
      receipt = post.send(letter);
    }
    return receipt;
  }

  /** It may have arrived: once more under its id, and no more. */
  private String inDoubt(Owed owed, PostAnswer receipt, String words) {
    if (owed.doubts() > 0) {
      end(owed, receipt.words());
      return Phrases.of("mail.twice", words, receipt.words());
    }
    jdbc.update(DOUBT, owed.id());
    return Phrases.of("mail.once.more", words, receipt.words());
  }

  private void end(Owed owed, String refusal) {
    jdbc.update(END, Times.now(clock), cut(refusal, 500), owed.id());
  }

  private List<Owed> owed(long after) {
    return jdbc.query(
        OWED,
        (row, n) -> {
          long id = row.getLong("id");
          Instant created = Times.at(row, "created_at");
          Attached attached = Attached.of(home, row.getString("files"), most);
          return new Owed(
              id,
              new Letter(
                  "heed.notice." + id + "." + created.toEpochMilli(),
                  row.getString("recipient"),
                  row.getString("subject"),
                  row.getString("body") + attached.words(),
                  null,
                  attached.files()),
              created,
              row.getInt("doubts"));
        },
        after);
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }
}
