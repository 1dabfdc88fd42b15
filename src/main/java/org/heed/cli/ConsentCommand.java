package org.heed.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.heed.address.ConfigurationProblem;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneNumbers;
import org.heed.chain.Head;
import org.heed.consent.Basis;
import org.heed.consent.SmsStatus;
import org.heed.consent.StaffLedger;
import org.heed.consent.StaffLedger.Verdict;
import org.heed.desk.Finder;
import org.heed.desk.Person;
import org.heed.desk.PersonDesk;
import org.heed.desk.PhoneSheet;
import org.heed.desk.WayBack;
import org.heed.evidence.EvidenceFiles;
import org.heed.evidence.Verification;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code consent}: what staff decide about phones, and what the ledger says about them. */
@Command(
    name = "consent",
    description = "Turns a phone or a person off or on, and tells their history.",
    mixinStandardHelpOptions = true)
final class ConsentCommand implements Runnable {
  private static final String WHOM = "A phone in any spelling, or a student id.";

  @ParentCommand private Heed heed;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "expected disable, enable, history, evidence or verify");
  }

  @Command(
      description =
          "No texts any more, to a phone, whether anybody lists it or not, or to all a person's"
              + " phones listed now.",
      mixinStandardHelpOptions = true)
  int disable(
      @Parameters(paramLabel = "PHONE|STUDENT_ID", description = WHOM) String whom,
      @Mixin StaffOptions by) {
    return change(whom, SmsStatus.DISABLED, by, false, null);
  }

  @Command(
      description =
          "Texts again. What the person said themselves stands, except with --override; the"
              + " gateway's own block only the person can lift.",
      mixinStandardHelpOptions = true)
  int enable(
      @Parameters(paramLabel = "PHONE|STUDENT_ID", description = WHOM) String whom,
      @Mixin StaffOptions by,
      @Option(names = "--override", description = "Undo what the person said themselves.")
          boolean override,
      @Mixin BasisOptions basis) {
    return change(whom, SmsStatus.ENABLED, by, override, basis.basis());
  }

  @Command(
      description =
          "Every event with its evidence; with --on the status on that day or at that time, and"
              + " why.",
      mixinStandardHelpOptions = true)
  int history(
      @Parameters(paramLabel = "PHONE|STUDENT_ID", description = WHOM) String whom,
      @Option(
              names = "--on",
              paramLabel = "DATE",
              description =
                  "A date as your country writes it or such as 2026-11-23, also with a time, such"
                      + " as \"2026-11-23 16:36:34\".")
          @Nullable String on,
      @Option(names = "--json", description = "Print one JSON object in the place of text.")
          boolean json) {
    try (Application application = Application.desk(heed, "consent", Duration.ofSeconds(10))) {
      ConsentHistory.Moment moment =
          on == null ? null : ConsentHistory.Moment.of("--on", on, application);
      Finder finder = application.bean(Finder.class);
      ConsentHistory history =
          new ConsentHistory(application, phones(finder.find(whom), finder::phonesEver));
      if (json) {
        heed.out().println(history.json(moment));
      } else {
        (moment == null ? history.text(whom) : history.text(moment)).forEach(heed.out()::println);
      }
      return 0;
    }
  }

  @Command(
      description =
          "Writes a ZIP with everything about a phone or a person: a page, the same as table and"
              + " data, and the chain that proves it.",
      mixinStandardHelpOptions = true)
  int evidence(
      @Parameters(paramLabel = "PHONE|STUDENT_ID", description = WHOM) String whom,
      @Option(
              names = "--at",
              paramLabel = "MOMENT",
              description =
                  "What was known then: a date as your country writes it or such as 2026-11-23,"
                      + " also with a time, such as \"2026-11-23 16:36:34\".")
          @Nullable String at,
      @Option(names = "--out", paramLabel = "FILE.zip", required = true, description = "Where to.")
          Path out) {
    Path target = out.toAbsolutePath().normalize();
    if (Files.exists(target)) {
      throw new ConfigurationProblem("--out: found " + target + ", expected no file there yet");
    }
    // A run that holds the database carries it out, and is in a folder of its own.
    heed.words()
        .replaceAll(
            word ->
                word.equals(out.toString())
                    ? target.toString()
                    : word.equals("--out=" + out) ? "--out=" + target : word);
    try (Application application = Application.desk(heed, "consent", Duration.ofSeconds(30))) {
      Instant until = at == null ? null : ConsentHistory.Moment.of("--at", at, application).at();
      String head =
          application
              .bean(EvidenceFiles.class)
              .write(whom, until, new Version().getVersion()[0], target);
      heed.out().println(Phrases.of("evidence.written", target, head));
      return 0;
    }
  }

  @Command(
      description = "Checks an evidence file; needs neither the database nor settings.",
      mixinStandardHelpOptions = true)
  int verify(
      @Parameters(paramLabel = "FILE.zip", description = "An evidence file.") Path file,
      @Option(
              names = "--head",
              paramLabel = "POSITION:HASH",
              description = "The seal of a summary mail, which lies outside.")
          @Nullable List<String> heads) {
    if (!Files.isRegularFile(file)) {
      throw new ConfigurationProblem("found no file " + file + ", expected an evidence file");
    }
    List<Head> given = heads == null ? List.of() : heads.stream().map(AuditCommand::head).toList();
    Verification.Result result = Verification.of(file, given);
    result.held().forEach(line -> heed.out().println(Phrases.of("verify.holds", line)));
    result.broken().forEach(line -> heed.out().println(Phrases.of("verify.broken", line)));
    heed.out()
        .println(
            Phrases.of(
                !result.broken().isEmpty()
                    ? "verify.no"
                    : given.isEmpty() ? "verify.yes.alone" : "verify.yes"));
    return result.broken().isEmpty() ? 0 : Problems.COULD_NOT;
  }

  private int change(
      String whom, SmsStatus status, StaffOptions by, boolean override, @Nullable Basis basis) {
    by.check();
    try (Application application = Application.staff(heed, "consent")) {
      Finder finder = application.bean(Finder.class);
      Finder.Found found =
          status == SmsStatus.DISABLED ? finder.findOrPhone(whom) : finder.find(whom);
      Long person =
          found.phone() == null && found.people().size() == 1 ? found.people().get(0).id() : null;
      StaffLedger.Change change =
          new StaffLedger.Change(
              phones(found, finder::phones), person, status, by.by(), by.reason(), override, basis);
      if (change.phones().isEmpty()) {
        throw new ConfigurationProblem("found no phone listed for " + whom + ", expected one");
      }
      StaffLedger staff = application.bean(StaffLedger.class);
      List<Verdict> verdicts = staff.decide(change);
      ChangedPhones changed = new ChangedPhones(application, status);
      changed
          .lines(found, phones(verdicts, StaffLedger.Outcome.CHANGED), false)
          .forEach(heed.out()::println);
      changed
          .lines(found, phones(verdicts, StaffLedger.Outcome.ALREADY), true)
          .forEach(heed.out()::println);
      if (basis != null
          && verdicts.stream().anyMatch(one -> one.outcome() != StaffLedger.Outcome.REFUSED)) {
        heed.out().println(Phrases.of("staff.basis", basis.basis()));
      }
      verdicts.forEach(verdict -> tell(application, status, verdict));
      return phones(verdicts, StaffLedger.Outcome.REFUSED).isEmpty() ? 0 : Problems.COULD_NOT;
    }
  }

  private static List<PhoneNumber> phones(List<Verdict> verdicts, StaffLedger.Outcome outcome) {
    return verdicts.stream()
        .filter(verdict -> verdict.outcome() == outcome)
        .map(Verdict::phone)
        .toList();
  }

  private void tell(Application application, SmsStatus status, Verdict verdict) {
    if (verdict.outcome() == StaffLedger.Outcome.REFUSED) {
      String phone = application.bean(PhoneNumbers.class).national(verdict.phone());
      heed.err().println("heed: " + phone + ": " + verdict.why());
    }
    if (status == SmsStatus.ENABLED) {
      PhoneSheet sheet = application.bean(PersonDesk.class).phone(verdict.phone());
      WayBack wayBack = application.bean(WayBack.class);
      boolean changed = verdict.outcome() != StaffLedger.Outcome.REFUSED;
      if (!sheet.refused().isEmpty() || (changed && !wayBack.isOpen(sheet))) {
        heed.out().println("  " + wayBack.of(sheet));
      }
    }
  }

  private static List<PhoneNumber> phones(
      Finder.Found found, Function<Person, List<PhoneNumber>> listed) {
    PhoneNumber phone = found.phone();
    if (phone != null) {
      return List.of(phone);
    }
    List<PhoneNumber> phones = new ArrayList<>();
    for (Person person : found.people()) {
      phones.addAll(listed.apply(person));
    }
    return phones.stream().distinct().toList();
  }
}
