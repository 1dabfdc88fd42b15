package org.heed.routing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.heed.consent.Candidate;
import org.heed.consent.Refusal;
import org.heed.consent.SmsStatus;
import org.heed.queue.Reason;
import org.heed.routing.Decision.Kind;
import org.heed.settings.ConsentSettings;
import org.heed.settings.ConsentSettings.DefaultStatus;
import org.jspecify.annotations.Nullable;

/** Decides how one message goes (R1 to R4, R7). */
public final class Routing {
  private static final List<Reason> TOLD_FIRST =
      List.of(
          Reason.OPTED_OUT,
          Reason.OPTED_OUT_BY_OTHER,
          Reason.NO_MORE_ASKED,
          Reason.WRONG_NUMBER_SAID,
          Reason.CARRIER_BLOCKS,
          Reason.NO_BASIS,
          Reason.NOT_OPTED_IN,
          Reason.NOT_TEXTABLE);

  private final ConsentSettings properties;
  private final QuietHours quietHours;

  /**
   * @param quietHours when no text goes out
   */
  public Routing(ConsentSettings properties, QuietHours quietHours) {
    this.properties = properties;
    this.quietHours = quietHours;
  }

  /** The decision; depends on nothing but the question and the settings. */
  public Decision route(Question question) {
    Candidate named = question.named();
    if (named != null) {
      Reason obstacle = obstacle(named);
      return obstacle == null ? text(named, question.at()) : email(question, obstacle);
    }
    return choose(question.listed())
        .map(phone -> text(phone, question.at()))
        .orElseGet(() -> email(question, whyNone(question.listed())));
  }

  /** Why this phone may not be texted; null: it may, quiet hours aside. */
  public @Nullable Reason obstacle(Candidate phone) {
    if (phone.status() == SmsStatus.DISABLED) {
      return phone.byOther() ? Reason.OPTED_OUT_BY_OTHER : Reason.OPTED_OUT;
    }
    Refusal held = phone.held();
    if (held != null) {
      return switch (held) {
        case WRONG_NUMBER -> Reason.WRONG_NUMBER_SAID;
        case BLOCKED -> Reason.CARRIER_BLOCKS;
        default -> Reason.NO_MORE_ASKED;
      };
    }
    if (phone.status() == SmsStatus.DEFAULT && !optedInByDefault()) {
      return Reason.NOT_OPTED_IN;
    }
    if (properties.requireBasis() && phone.basis() == null) {
      return Reason.NO_BASIS;
    }
    return phone.textable() ? null : Reason.NOT_TEXTABLE;
  }

  private Optional<Candidate> choose(List<Candidate> listed) {
    return first(listed, phone -> phone.status() == SmsStatus.ENABLED)
        .or(() -> first(listed, phone -> phone.type() == properties.defaultPhoneType()));
  }

  private Optional<Candidate> first(List<Candidate> listed, Predicate<Candidate> wanted) {
    return listed.stream().filter(wanted).filter(phone -> obstacle(phone) == null).findFirst();
  }

  private Reason whyNone(List<Candidate> listed) {
    List<@Nullable Reason> obstacles = listed.stream().map(this::obstacle).toList();
    for (Reason reason : TOLD_FIRST) {
      if (obstacles.contains(reason)) {
        return reason;
      }
    }
    return Reason.NO_PHONE;
  }

  private Decision text(Candidate phone, Instant at) {
    return quietHours
        .heldUntil(phone.number(), at)
        .map(until -> new Decision(Kind.HOLD, phone.number(), Reason.QUIET_HOURS, until))
        .orElseGet(() -> new Decision(Kind.SMS, phone.number(), null, null));
  }

  private static Decision email(Question question, Reason reason) {
    if (question.email() != null) {
      return new Decision(Kind.EMAIL, null, reason, null);
    }
    return new Decision(
        Kind.FAIL,
        null,
        question.nobody() ? Reason.NO_ADDRESS_SHARED : reason.withoutAddress(),
        null);
  }

  private boolean optedInByDefault() {
    return properties.defaultStatus() == DefaultStatus.OPTED_IN;
  }
}
