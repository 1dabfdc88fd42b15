package org.heed.campaign;

import com.carrotsearch.hppc.LongHashSet;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.heed.address.PhoneNumber;
import org.heed.address.Sender;
import org.heed.address.Senders;
import org.heed.consent.Keyword;
import org.heed.consent.Keywords;
import org.heed.message.OptOutLine;
import org.jspecify.annotations.Nullable;

/** Takes a campaign's rows: each becomes one queued message, or is rejected with its reason. */
final class CampaignLoader implements Loader {
  private static final int LONGEST = 1600;
  private static final int LONGEST_ID = 64;
  private static final Pattern WORDS = Pattern.compile("[\\p{L}\\p{N}]");
  private final Header header;
  private final Cells cells;
  private final People people;
  private final Senders senders;
  private final Templates templates;
  private final Keywords keywords;
  private final @Nullable String stopLine;
  private final Function<List<Draft>, Map<Long, String>> earlier;
  private final Consumer<List<Draft>> queue;
  private final ImportFile file;
  private final OffsetDateTime now;
  private final LongHashSet seen = new LongHashSet();
  private final Crowds crowds = new Crowds();
  private final Notified notified = new Notified();
  private long nextId;

  /**
   * @param earlier tells which were queued or sent from another file (R12), by line, and why not
   * @param queue takes the messages of a group that is written
   */
  CampaignLoader(
      Header header,
      Cells cells,
      People people,
      Senders senders,
      Templates templates,
      Keywords keywords,
      @Nullable String stopLine,
      Function<List<Draft>, Map<Long, String>> earlier,
      Consumer<List<Draft>> queue,
      ImportFile file,
      OffsetDateTime now) {
    this.header = header;
    this.cells = cells;
    this.people = people;
    this.senders = senders;
    this.templates = templates;
    this.keywords = keywords;
    this.stopLine = stopLine;
    this.earlier = earlier;
    this.queue = queue;
    this.file = file;
    this.now = now;
    this.nextId = people.highestId() + 1;
  }

  @Override
  public List<Rejection> load(List<Row> rows, boolean write) {
    Pass pass = pass(rows, write, Map.of());
    Map<Long, String> repeated = earlier.apply(pass.drafts());
    if (!repeated.isEmpty()) {
      // What a repeated row says of its person is not taken either.
      pass = pass(rows, write, repeated);
    }
    seen.addAll(pass.seen());
    pass.drafts().stream().map(Draft::phone).flatMap(Stream::ofNullable).forEach(crowds::note);
    if (write) {
      nextId = pass.recipients().nextId();
      pass.recipients().write(now);
      queue.accept(pass.drafts());
    }
    return pass.rejections();
  }

  /** What rows come to, and what is seen in the file by them. */
  private record Pass(
      Recipients recipients, List<Draft> drafts, List<Rejection> rejections, LongHashSet seen) {
    boolean saw(LongHashSet before, long key) {
      return seen.contains(key) || before.contains(key);
    }
  }

  private Pass pass(List<Row> rows, boolean write, Map<Long, String> repeated) {
    Pass pass = new Pass(recipients(rows), new ArrayList<>(), new ArrayList<>(), new LongHashSet());
    for (Row row : rows) {
      try {
        Draft draft = read(row, pass);
        String earlier = repeated.get(row.line());
        if (earlier != null) {
          String column = draft.byPhone() ? "phone" : "student_id";
          throw RowProblem.repeated(column, header.cell(row, column), earlier);
        }
        pass.drafts()
            .add(
                draft.to(
                    pass.recipients()
                        .keep(draft.person(), draft.phone(), file.line(draft.line()))));
        String student = draft.person().studentId();
        if (!write && draft.person().id() == 0 && student != null) {
          pass.seen().add(Cells.hash("added", student));
        }
      } catch (RowProblem problem) {
        pass.rejections().add(problem.at(row.line()));
      }
    }
    return pass;
  }

  @Override
  public List<PhoneNumber> crowded() {
    return crowds.found();
  }

  @Override
  public Notified notified() {
    return notified;
  }

  private Recipients recipients(List<Row> rows) {
    Set<String> students = new HashSet<>();
    Set<PhoneNumber> numbers = new HashSet<>();
    for (Row row : rows) {
      String student = header.cell(row, "student_id");
      if (student.isEmpty()) {
        cells.number(header, row, "phone").ifPresent(numbers::add);
      } else if (student.length() <= LONGEST_ID && student.indexOf('\0') < 0) {
        students.add(Cells.oneLine(student));
      }
    }
    return new Recipients(people, students, numbers, nextId);
  }

  private Draft read(Row row, Pass pass) throws RowProblem {
    header.check(row, header.columns());
    notified.note(header.cell(row, "notify"));
    Sender sender = sender(row);
    PhoneNumber phone = cells.phone(header, row, "phone");
    String student = cells.limited(header, row, "student_id", LONGEST_ID);
    String email = cells.limited(header, row, "email", 320);
    if (phone == null && student.isEmpty()) {
      throw new RowProblem(
          header.has("student_id") ? "student_id" : "phone",
          "",
          "missing, expected a student id or a phone");
    }
    People.Person person = person(row, pass, student, phone, email);
    String body = body(row, person);
    String subject =
        Cells.oneLine(
            Placeholders.fill(
                "subject", header.cell(row, "subject"), name -> value(row, person, name)));
    if (subject.length() > 500) {
      throw new RowProblem(
          "subject", subject, "found " + subject.length() + " characters, expected at most 500");
    }
    Draft draft =
        new Draft(
            row.line(),
            person,
            phone,
            student.isEmpty(),
            sender,
            body,
            Cells.orNull(subject),
            Cells.orNull(email),
            ifUnknown(row),
            cells.time(header, row, "send_after"));
    unique(draft, pass);
    return draft;
  }

  private People.Person person(
      Row row, Pass pass, String student, @Nullable PhoneNumber phone, String email)
      throws RowProblem {
    String first = cells.limited(header, row, "first_name", 200);
    String last = cells.limited(header, row, "last_name", 200);
    People.Person person = pass.recipients().find(student, phone, email, first, last);
    boolean unknown = person == null || person.id() == 0;
    if (unknown && !student.isEmpty() && pass.saw(seen, Cells.hash("added", student))) {
      // An earlier row adds this person once the rows are written; until then a dot stands for
      // what that row may say.
      return new People.Person(0, student, said(first), said(last), said(email));
    }
    if (person == null) {
      throw new RowProblem(
          "student_id", student, "unknown student, expected a phone or an email on the row");
    }
    return person;
  }

  private static String said(String text) {
    return text.isEmpty() ? "." : text;
  }

  private Sender sender(Row row) throws RowProblem {
    String from = header.cell(row, "from");
    if (from.isEmpty()) {
      throw new RowProblem("from", "", "missing, expected a name or number of heed.senders");
    }
    return senders
        .find(from)
        .orElseThrow(
            () ->
                new RowProblem(
                    "from", from, "unknown sender, expected a name or number of heed.senders"));
  }

  /** Two students who share a phone are two, so that each gets the email where the phone is off. */
  private void unique(Draft draft, Pass pass) throws RowProblem {
    PhoneNumber phone = draft.phone();
    String id = Objects.requireNonNullElse(draft.person().studentId(), "");
    String sender = draft.sender().number().e164();
    List<Long> keys = new ArrayList<>();
    boolean known = false;
    if (!id.isEmpty()) {
      keys.add(Cells.hash("person", id, sender, draft.body()));
      known = pass.saw(seen, keys.get(0));
    }
    if (phone != null) {
      long any = Cells.hash("phone", phone.e164(), sender, draft.body());
      long nobodys = Cells.hash("nobody's phone", phone.e164(), sender, draft.body());
      known |= pass.saw(seen, draft.byPhone() ? any : nobodys);
      keys.add(any);
      if (id.isEmpty()) {
        keys.add(nobodys);
      }
    }
    if (known) {
      throw new RowProblem(
          phone == null ? "student_id" : "phone",
          phone == null ? id : phone.e164(),
          "a duplicate: an earlier line has the same text from the same sender for this person");
    }
    keys.forEach(pass.seen()::add);
  }

  private String body(Row row, People.Person person) throws RowProblem {
    String written = header.cell(row, "message");
    String column = "message";
    String name = header.cell(row, "template");
    if (written.isEmpty() && !name.isEmpty()) {
      written = templates.text(name);
      column = "template";
    }
    String body =
        Placeholders.fill(column, written, key -> value(row, person, key))
            .replace("\r\n", "\n")
            .replace('\r', '\n');
    body = Header.trim(body);
    if (body.isEmpty()) {
      throw new RowProblem(column, "", "the message is empty");
    }
    if (body.indexOf('\uFFFD') >= 0) {
      throw new RowProblem(
          column, name, "found a character that cannot be read, expected text in UTF-8");
    }
    if (!WORDS.matcher(body).find()) {
      throw new RowProblem(
          column, body, "the message has neither letters nor digits, expected words");
    }
    if (keywords.read(body) != Keyword.NONE) {
      throw new RowProblem(
          column,
          body,
          "the message is a word that people reply with, expected a text of your own; this looks"
              + " like a list of replies");
    }
    int length = OptOutLine.body(body, stopLine).length();
    if (length > LONGEST) {
      throw new RowProblem(
          column,
          body,
          body.length() > LONGEST
              ? "found " + body.length() + " characters, expected at most " + LONGEST
              : "found "
                  + body.length()
                  + " characters, expected at most "
                  + (LONGEST - (length - body.length()))
                  + ", so that \""
                  + stopLine
                  + "\" fits too");
    }
    return body;
  }

  private @Nullable String value(Row row, People.Person person, String name) {
    String own = header.cell(row, name);
    if (!own.isEmpty()) {
      return own;
    }
    return switch (name) {
      case "first_name" -> Objects.requireNonNullElse(person.firstName(), "");
      case "last_name" -> Objects.requireNonNullElse(person.lastName(), "");
      case "student_id" -> Objects.requireNonNullElse(person.studentId(), "");
      case "email" -> Objects.requireNonNullElse(person.email(), "");
      default -> header.has(name) ? "" : null;
    };
  }

  private String ifUnknown(Row row) throws RowProblem {
    String word = header.cell(row, "if_unknown");
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "", "hold" -> "hold";
      case "resend" -> "resend";
      default ->
          throw new RowProblem(
              "if_unknown", word, "found \"" + word + "\", expected hold or resend");
    };
  }
}
