package org.heed.night;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.heed.address.PhoneNumbers;
import org.heed.address.Sender;
import org.heed.address.Senders;
import org.heed.gateway.Codes;
import org.heed.mail.Notices;
import org.heed.queue.Findings;
import org.heed.queue.Findings.Finding;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells staff once a night which texts were given up, and which codes nobody has explained yet. */
@Component
class FindingNotices {
  private final Findings findings;
  private final Notices notices;
  private final Senders senders;
  private final PhoneNumbers numbers;
  private final TransactionTemplate transaction;

  FindingNotices(
      Findings findings,
      Notices notices,
      Senders senders,
      PhoneNumbers numbers,
      TransactionTemplate transaction) {
    this.findings = findings;
    this.notices = notices;
    this.senders = senders;
    this.numbers = numbers;
    this.transaction = transaction;
  }

  /** Owes staff one mail of what is new; the same in a line each, for the night's summary. */
  List<String> tell() {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              List<Finding> news = findings.untold();
              List<String> lines = news.stream().map(this::line).toList();
              if (!news.isEmpty()) {
                notices.add(notices.staff(), Phrases.of("finding.subject"), text(news, lines));
                news.forEach(findings::told);
              }
              return lines;
            }));
  }

  private String line(Finding finding) {
    String texts =
        Phrases.of(
            "finding.texts",
            Words.count(finding.news(), "text"),
            senders.of(finding.sender()).map(Sender::name).orElse(Phrases.of("sender.former")),
            numbers.national(finding.sender()));
    return switch (finding.kind()) {
      case GIVEN_UP ->
          Phrases.of("finding.given.up", texts, finding.code(), Codes.words(finding.code()));
      case UNKNOWN_CODE ->
          Phrases.of("finding.unknown.code", texts, finding.code(), finding.code());
    };
  }

  private static String text(List<Finding> news, List<String> lines) {
    String what = lines.stream().map(line -> "- " + line + "\n").collect(Collectors.joining());
    return news.stream()
        .map(Finding::kind)
        .distinct()
        .map(kind -> "\n" + Phrases.of("finding.mail." + kind))
        .collect(Collectors.joining("", what, ""));
  }
}
