package org.heed.replies;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.heed.address.Institution;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneNumbers;
import org.heed.address.Sender;
import org.heed.address.Senders;
import org.heed.mail.Addresses;
import org.heed.mail.Notices;
import org.heed.replies.DigestReplies.Kind;
import org.heed.replies.DigestReplies.Reply;
import org.heed.storage.CsvFile;
import org.heed.storage.Folders;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells the office of each sender what people replied (L6): a reply is told of in the transaction
 * that owes the mail, so it is in exactly one whatever crashes.
 */
@Component
public class ReplyDigests {
  private static final int SHOWN = 50;
  // What the list has always called them.
  private static final int LONGEST = 200;
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss");
  private static final List<String> HEADER =
      List.of(
          "replied_at",
          "phone",
          "student_id",
          "first_name",
          "last_name",
          "kind",
          "decide_by",
          "reply",
          "campaign",
          "reply_id");

  private final DigestReplies replies;
  private final Notices notices;
  private final Senders senders;
  private final PhoneNumbers numbers;
  private final Institution institution;
  private final Folders folders;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Map<String, List<String>> offices = new HashMap<>();

  ReplyDigests(
      DigestReplies replies,
      Notices notices,
      Senders senders,
      PhoneNumbers numbers,
      Institution institution,
      Folders folders,
      TransactionTemplate transaction,
      Clock clock) {
    this.replies = replies;
    this.notices = notices;
    this.senders = senders;
    this.numbers = numbers;
    this.institution = institution;
    this.folders = folders;
    this.transaction = transaction;
    this.clock = clock;
    for (Sender sender : senders.all()) {
      String mail = sender.mail();
      if (mail != null) {
        String property = "heed.senders[n].mail of " + sender.name();
        offices.put(sender.number().e164(), Addresses.named(property, mail));
      }
    }
  }

  /** Owes a mail for each sender to which something was replied that nobody was told of. */
  public void write() {
    for (String sender : replies.senders()) {
      for (List<Reply> page = replies.untold(sender);
          !page.isEmpty();
          page = replies.untold(sender)) {
        tell(sender, page);
      }
    }
  }

  private void tell(String sender, List<Reply> page) {
    List<String> to = offices.getOrDefault(sender, notices.staff());
    List<Reply> sorted = new ArrayList<>(page);
    sorted.sort(Comparator.comparing(Reply::kind));
    String name = senders.nameOf(sender);
    List<Path> files = to.isEmpty() ? List.of() : List.of(table(name, sorted));
    transaction.executeWithoutResult(
        status -> {
          notices.add(to, subject(name, sorted), text(name, sorted), files);
          replies.told(sorted);
        });
  }

  private static Map<Kind, List<Reply>> byKind(List<Reply> all) {
    Map<Kind, List<Reply>> kinds = new EnumMap<>(Kind.class);
    all.forEach(one -> kinds.computeIfAbsent(one.kind(), kind -> new ArrayList<>()).add(one));
    return kinds;
  }

  private static String subject(String name, List<Reply> all) {
    Map<Kind, List<Reply>> kinds = byKind(all);
    int stop = kinds.getOrDefault(Kind.STOP, List.of()).size();
    int refusals = kinds.getOrDefault(Kind.REFUSAL, List.of()).size();
    return Phrases.of("digest.subject", name, all.size(), stop + refusals);
  }

  private String text(String name, List<Reply> all) {
    ZoneId zone = institution.zone();
    StringBuilder text =
        new StringBuilder(Phrases.of("digest.mail", name, Words.time(clock.instant(), zone)));
    byKind(all)
        .forEach(
            (kind, some) -> {
              text.append("\n")
                  .append(Words.count(some.size()))
                  .append(' ')
                  .append(kind.words(some.size()));
              text.append("\n");
              some.stream().limit(SHOWN).forEach(one -> text.append(line(one, zone)));
              if (some.size() > SHOWN) {
                text.append(Phrases.of("digest.more", some.size() - SHOWN));
              }
            });
    return text.append(Phrases.of("digest.all")).toString();
  }

  private String line(Reply reply, ZoneId zone) {
    String who =
        (Objects.requireNonNullElse(reply.first(), "")
                + " "
                + Objects.requireNonNullElse(reply.last(), ""))
            .strip();
    String student = reply.student() == null ? "" : Phrases.of("person.student", reply.student());
    String campaign = reply.campaign();
    String due = reply.due();
    List<String> parts = new ArrayList<>(List.of(phone(reply.from())));
    parts.addAll(List.of(who, student));
    parts.removeIf(String::isEmpty);
    return "  "
        + String.join(", ", parts)
        + ", "
        + Words.time(reply.at(), zone)
        + (campaign == null ? "" : Phrases.of("digest.answering", campaign))
        + (due == null ? "" : Phrases.of("digest.due", Words.date(LocalDate.parse(due))))
        + "\n      "
        + Words.line(reply.body(), LONGEST)
        + "\n";
  }

  private String phone(String from) {
    return PhoneNumber.isE164(from) ? numbers.national(new PhoneNumber(from)) : from;
  }

  /** Under a name of its own: a mail that is still owed keeps its list. */
  private Path table(String name, List<Reply> all) {
    Instant now = clock.instant();
    String stamp = now.atZone(institution.zone()).format(STAMP);
    String stem = "replies-" + name.replaceAll("[^\\p{L}\\p{N} ._+-]", "_") + "-" + stamp;
    Path target = folders.folder("reports").resolve(stem + ".csv");
    for (int n = 2; Files.exists(target); n++) {
      target = target.resolveSibling(stem + "-" + n + ".csv");
    }
    try (CsvFile csv = new CsvFile(target, HEADER)) {
      for (Reply one : all) {
        csv.row(
            institution.local(one.at()),
            one.from(),
            one.student(),
            one.first(),
            one.last(),
            one.kind() == Kind.REFUSAL && one.readsAs() != null
                ? one.readsAs()
                : one.kind().words(1),
            one.due(),
            one.body(),
            one.campaign(),
            one.sid());
      }
      csv.finish();
    }
    return target;
  }
}
