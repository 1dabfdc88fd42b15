package org.heed.night;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.heed.address.Sender;
import org.heed.address.Senders;
import org.heed.gateway.Codes;
import org.heed.notice.Notices;
import org.heed.queue.Findings;
import org.heed.queue.Findings.Finding;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells staff once a night which texts were given up, and which codes nobody has explained yet. */
@Component
class FindingNotices {
  private final Findings findings;
  private final Notices notices;
  private final Senders senders;
  private final TransactionTemplate transaction;

  FindingNotices(
      Findings findings, Notices notices, Senders senders, TransactionTemplate transaction) {
    this.findings = findings;
    this.notices = notices;
    this.senders = senders;
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
                notices.add(notices.staff(), "Texts that need your attention", text(lines));
                news.forEach(findings::told);
              }
              return lines;
            }));
  }

  private String line(Finding finding) {
    String texts =
        NightWords.count(finding.news(), "text", "texts")
            + " from "
            + senders.of(finding.sender()).map(Sender::name).orElse("a former sender");
    return switch (finding.kind()) {
      case GIVEN_UP ->
          texts
              + " failed for good: the sender could not send on three nights (code "
              + finding.code()
              + ", "
              + Codes.words(finding.code())
              + ")";
      case UNKNOWN_CODE ->
          texts
              + " failed with code "
              + finding.code()
              + ", which Heed does not know; taken for the phone's fault. See"
              + " https://www.twilio.com/docs/errors/"
              + finding.code();
    };
  }

  private static String text(List<String> lines) {
    return lines.stream().map(line -> "- " + line + "\n").collect(Collectors.joining())
        + """

        Texts that failed because of their sender did not go by email: mend the sender at the gateway, then
        queue them again. Texts that failed with an unknown code went by email where there is an address.
        """;
  }
}
