package org.heed.campaign;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.heed.address.PhoneNumber;
import org.heed.address.Sender;
import org.heed.address.Senders;
import org.heed.csv.Cells;
import org.heed.csv.Header;
import org.heed.csv.Rejection;
import org.heed.csv.Row;
import org.heed.csv.RowProblem;
import org.heed.intake.ImportFile;
import org.heed.intake.Loader;
import org.heed.intake.Notified;
import org.heed.people.Crowds;
import org.heed.people.People;
import org.heed.people.StudentIds;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;

/** Takes a campaign's rows: each becomes one queued message, or is rejected with its reason. */
public final class CampaignLoader implements Loader {
  private static final int LONGEST_ID = 64;
  private static final int MOST_SENDERS = 20;

  private final Header header;
  private final Cells cells;
  private final People people;
  private final Senders senders;
  private final CampaignText text;
  private final StudentIds.Alike alike;
  private final Function<List<Draft>, Map<Long, String>> earlier;
  private final Consumer<List<Draft>> queue;
  private final ImportFile file;
  private final OffsetDateTime now;
  private final SeenRows seen = new SeenRows();
  private final Crowds crowds = new Crowds();
  private final Notified notified = new Notified();
  private long nextId;

  /**
   * @param alike tells of ids that nobody has the known ones that are meant
   * @param earlier tells which were queued or sent from another file (R12), by line, and why not
   * @param queue takes the messages of a group that is written
   */
  public CampaignLoader(
      Header header,
      Cells cells,
      People people,
      Senders senders,
      CampaignText text,
      StudentIds.Alike alike,
      Function<List<Draft>, Map<Long, String>> earlier,
      Consumer<List<Draft>> queue,
      ImportFile file,
      OffsetDateTime now) {
    this.header = header;
    this.cells = cells;
    this.people = people;
    this.senders = senders;
    this.text = text;
    this.alike = alike;
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
    seen.end();
    pass.drafts().stream().map(Draft::phone).flatMap(Stream::ofNullable).forEach(crowds::note);
    if (write) {
      nextId = pass.recipients().nextId();
      pass.recipients().write(now);
      queue.accept(pass.drafts());
    }
    return pass.rejections();
  }

  /**
   * What rows come to.
   *
   * @param alike of ids that nobody has the known ones that are meant
   */
  private record Pass(
      Recipients recipients,
      Map<String, List<String>> alike,
      List<Draft> drafts,
      List<Rejection> rejections) {}

  private Pass pass(List<Row> rows, boolean write, Map<Long, String> repeated) {
    Recipients recipients = recipients(rows);
    Pass pass =
        new Pass(recipients, alike.of(recipients.unknown()), new ArrayList<>(), new ArrayList<>());
    seen.begin();
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
          seen.add(student);
        }
      } catch (RowProblem problem) {
        pass.rejections().add(problem.at(row.line(), header));
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

  @Override
  public boolean areReplies() {
    return text.areReplies();
  }

  @Override
  public Set<String> placeholders() {
    return text.placeholders();
  }

  private Recipients recipients(List<Row> rows) {
    List<StudentIds.Written> students = new ArrayList<>();
    Set<PhoneNumber> numbers = new HashSet<>();
    Set<PhoneNumber> all = new HashSet<>();
    for (Row row : rows) {
      String student = header.cell(row, "student_id");
      Optional<PhoneNumber> number = cells.number(header, row, "phone");
      number.ifPresent(all::add);
      if (student.isEmpty()) {
        number.ifPresent(numbers::add);
      } else if (student.length() <= LONGEST_ID && student.indexOf('\0') < 0) {
        students.add(
            new StudentIds.Written(
                Cells.oneLine(student), number.stream().toList(), header.cell(row, "email")));
      }
    }
    return new Recipients(people, students, numbers, people.notTexted(all), nextId);
  }

  private Draft read(Row row, Pass pass) throws RowProblem {
    header.check(row, header.columns());
    notified.note(header.cell(row, "notify"));
    Sender sender = sender(row);
    PhoneNumber phone = cells.phone(header, row, "phone");
    String student = cells.limited(header, row, "student_id", LONGEST_ID);
    StudentIds.check(student);
    String email = Objects.requireNonNullElse(cells.email(header, row), "");
    if (phone == null && student.isEmpty()) {
      throw new RowProblem(
          header.has("student_id") ? "student_id" : "phone", "", Phrases.of("row.nobody"));
    }
    People.Person person = person(row, pass, student, phone, email);
    String body = text.body(row, person);
    String subject = text.subject(row, person);
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
            cells.time(header, row, "send_after"),
            isUrgent(row));
    seen.unique(draft, phone != null && !pass.recipients().isTexted(phone));
    return draft;
  }

  private People.Person person(
      Row row, Pass pass, String student, @Nullable PhoneNumber phone, String email)
      throws RowProblem {
    String first = cells.limited(header, row, "first_name", 200);
    String last = cells.limited(header, row, "last_name", 200);
    People.Person person = pass.recipients().find(student, phone, email, first, last);
    boolean unknown = person == null || person.id() == 0;
    List<String> known = pass.alike().get(student);
    if (unknown && known != null) {
      throw StudentIds.mistaken(student, known.get(0));
    }
    if (unknown && !student.isEmpty() && seen.isAdded(student)) {
      // An earlier row adds this person once the rows are written; until then a dot stands for
      // what that row may say.
      return new People.Person(0, student, said(first), said(last), said(email));
    }
    if (person == null) {
      throw new RowProblem("student_id", student, Phrases.of("row.unknown.student", student));
    }
    return person;
  }

  private static String said(String text) {
    return text.isEmpty() ? "." : text;
  }

  private Sender sender(Row row) throws RowProblem {
    String from = header.cell(row, "from");
    if (from.isEmpty()) {
      throw new RowProblem("from", "", Phrases.of("row.no.sender", ours()));
    }
    return senders
        .find(from)
        .orElseThrow(
            () -> new RowProblem("from", from, Phrases.of("row.unknown.sender", from, ours())));
  }

  private String ours() {
    List<String> names = senders.all().stream().map(Sender::name).sorted().toList();
    return names.size() <= MOST_SENDERS
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, MOST_SENDERS)) + " ...";
  }

  /** An emergency passes the limit of texts per person (R11); what fills texts is none. */
  private boolean isUrgent(Row row) throws RowProblem {
    String word = text.placeholders().contains("urgent") ? "" : header.cell(row, "urgent");
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "y", "1" -> true;
      case "", "false", "no", "n", "0" -> false;
      default -> throw new RowProblem("urgent", word, Phrases.of("row.no.yes", word));
    };
  }

  private String ifUnknown(Row row) throws RowProblem {
    String word = header.cell(row, "if_unknown");
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "", "hold" -> "hold";
      case "resend" -> "resend";
      default -> throw new RowProblem("if_unknown", word, Phrases.of("row.no.hold", word));
    };
  }
}
