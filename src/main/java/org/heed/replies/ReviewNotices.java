package org.heed.replies;

import java.util.ArrayList;
import java.util.List;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneNumbers;
import org.heed.address.Senders;
import org.heed.consent.ReviewList;
import org.heed.notice.Notices;
import org.heed.words.Words;
import org.springframework.stereotype.Component;

/** Owes staff a mail with what people said in their own words, each reply once (L3). */
@Component
class ReviewNotices {
  private static final int LONGEST = 15_000;

  private final Notices notices;
  private final PhoneNumbers numbers;
  private final Senders senders;

  ReviewNotices(Notices notices, PhoneNumbers numbers, Senders senders) {
    this.notices = notices;
    this.numbers = numbers;
    this.senders = senders;
  }

  /** Has them told, in the transaction that lists the replies. */
  void tell(List<ReviewList.Entry> listed) {
    List<ReviewList.Entry> page = new ArrayList<>();
    int length = 0;
    for (ReviewList.Entry entry : listed) {
      if (length + entry.body().length() > LONGEST) {
        add(page);
        page.clear();
        length = 0;
      }
      page.add(entry);
      length += entry.body().length() + 300;
    }
    if (!page.isEmpty()) {
      add(page);
    }
  }

  private void add(List<ReviewList.Entry> page) {
    notices.add(notices.staff(), subject(page), text(page));
  }

  private static String subject(List<ReviewList.Entry> page) {
    return (page.size() == 1 ? "1 reply reads" : page.size() + " replies read")
        + " like a refusal: decide by "
        + Words.date(page.get(0).dueOn());
  }

  private String text(List<ReviewList.Entry> page) {
    StringBuilder text =
        new StringBuilder(
            """
            These replies are no STOP, and read as if no more texts were wanted or the number were
            somebody else's. Where it says "on hold", messages go by email until somebody decides.

            """);
    page.forEach(entry -> text.append(words(entry)));
    return text.append(
            """
            To decide, with the number in front of the reply:

              java -jar heed.jar review confirm NUMBER --by NAME --reason TEXT   (no more texts)
              java -jar heed.jar review dismiss NUMBER --by NAME --reason TEXT   (it was no refusal)
            """)
        .toString();
  }

  private String phone(ReviewList.Entry entry) {
    PhoneNumber phone = entry.phone();
    return phone == null ? entry.from() + " (no phone number)" : numbers.national(phone);
  }

  private String words(ReviewList.Entry entry) {
    String student = entry.studentId();
    String sender = entry.sender();
    return "%d, due on %s: %s%s%s%s\n%s\n\n"
        .formatted(
            entry.id(),
            Words.date(entry.dueOn()),
            phone(entry),
            student == null ? "" : ", student " + student,
            sender.isEmpty() ? "" : ", to " + senders.nameOf(sender),
            (entry.onHold() ? ", on hold: " : ": ") + entry.reading().words(),
            entry.body().strip().indent(4).stripTrailing());
  }
}
