package org.heed.replies;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneNumbers;
import org.heed.address.Senders;
import org.heed.consent.ReviewList;
import org.heed.mail.Notices;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.springframework.stereotype.Component;

/**
 * Owes staff and operators a mail with what people said in their own words, each reply once (L3);
 * the commands stand in the operators' alone.
 */
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
    Set<String> staff = new LinkedHashSet<>(notices.staff());
    staff.removeAll(notices.operators());
    notices.add(staff, subject(page), text(page) + Phrases.of("review.mail.staff"));
    notices.add(
        notices.operators(), subject(page), text(page) + Phrases.of("review.mail.commands"));
  }

  private static String subject(List<ReviewList.Entry> page) {
    return Phrases.of("review.subject", page.size(), Words.date(page.get(0).dueOn()));
  }

  private String text(List<ReviewList.Entry> page) {
    StringBuilder text = new StringBuilder(Phrases.of("review.mail"));
    page.forEach(entry -> text.append(words(entry)));
    return text.toString();
  }

  private String phone(ReviewList.Entry entry) {
    PhoneNumber phone = entry.phone();
    return phone == null ? Phrases.of("review.no.number", entry.from()) : numbers.national(phone);
  }

  private String words(ReviewList.Entry entry) {
    String student = entry.studentId();
    String sender = entry.sender();
    return Phrases.of(
        entry.onHold() ? "review.entry.held" : "review.entry",
        entry.id(),
        Words.date(entry.dueOn()),
        phone(entry),
        student == null ? "" : ", " + Phrases.of("person.student", student),
        sender.isEmpty() ? "" : Phrases.of("review.entry.to", senders.nameOf(sender)),
        entry.reading().words(),
        entry.body().strip().indent(4).stripTrailing());
  }
}
