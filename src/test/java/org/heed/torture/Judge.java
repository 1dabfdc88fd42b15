package org.heed.torture;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.heed.torture.Verdict.Violation;

/** Holds what was to be sent against what the servers have. */
final class Judge {
  private final Campaign campaign;
  private final Records records;
  private final Verdict verdict = new Verdict();

  private Judge(Campaign campaign, Records records) {
    this.campaign = campaign;
    this.records = records;
  }

  static Verdict judge(Campaign campaign, Records records) {
    Judge judge = new Judge(campaign, records);
    judge.messages();
    new Order(campaign, records, judge.verdict).judge();
    return judge.verdict;
  }

  private void messages() {
    Map<Message, List<Records.Text>> texts =
        records.texts().stream().collect(Collectors.groupingBy(text -> campaign.of(text.body())));
    Map<Message, List<Mail>> mails =
        records.mails().stream().collect(Collectors.groupingBy(mail -> campaign.of(mail.text())));
    Set<String> off = mayBeOff();
    for (Message message : campaign.messages()) {
      message(
          message,
          texts.getOrDefault(message, List.of()),
          mails.getOrDefault(message, List.of()),
          off);
    }
  }

  private void message(
      Message message, List<Records.Text> texts, List<Mail> mails, Set<String> off) {
    long accepted = texts.stream().filter(text -> text.code() == 0).count();
    verdict.count(accepted, texts.size() - accepted, mails.size());
    if (texts.size() > 1) {
      verdict.add(Violation.TEXT_DOUBLED, message + " " + texts);
    }
    if (accepted > 0 && !mails.isEmpty()) {
      verdict.add(Violation.TEXTED_AND_MAILED, message.toString());
    }
    if (accepted == 0 && mails.isEmpty() && !failedForWantOfEmail(message)) {
      verdict.add(texts.isEmpty() ? Violation.TEXT_LOST : Violation.MAIL_LOST, message.toString());
    }
    if (texts.isEmpty() && message.person().phones().stream().noneMatch(off::contains)) {
      verdict.add(Violation.TEXT_WITHHELD, message.toString());
    }
    for (Records.Text text : texts) {
      boolean right =
          message.phone().isEmpty()
              ? message.person().phones().contains(text.to())
              : message.phone().equals(text.to());
      if (!right || !text.from().equals(message.sender().number())) {
        verdict.add(Violation.TEXT_ASTRAY, message + " " + text);
      }
    }
    if (mails.stream().anyMatch(mail -> !mail.to().equals(message.person().email()))) {
      verdict.add(Violation.MAIL_ASTRAY, message + " " + mails);
    }
    if (mails.stream().map(Mail::id).distinct().count() > 1) {
      verdict.add(Violation.MAIL_DOUBLED_UNDER_OTHER_ID, message + " " + mails);
    }
  }

  private boolean failedForWantOfEmail(Message message) {
    return !message.person().hasEmail() && records.reportedFailed().contains(message.line());
  }

  /** Phones that the STOPs and failures there were can have turned off, at most. */
  private Set<String> mayBeOff() {
    Map<String, Set<String>> together = new HashMap<>();
    for (Person person : campaign.people()) {
      for (String phone : person.phones()) {
        together.computeIfAbsent(phone, key -> new HashSet<>()).addAll(person.phones());
      }
    }
    Set<String> off = new HashSet<>(Campaign.NOT_TEXTABLE);
    records.stopped().forEach(phone -> off.addAll(together.getOrDefault(phone, Set.of())));
    return off;
  }
}
