package org.heed.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.heed.consent.Holds;
import org.jspecify.annotations.Nullable;

/** What was said in plain words and decided about it, as text and as data (L3). */
final class HoldLines {
  private HoldLines() {}

  static String line(Holds.Fact fact, PersonPage page) {
    String staff = fact.staff();
    return page.local(fact.recordedAt())
        + "  "
        + page.phone(fact.phone())
        + "  "
        + (fact.kind() == Holds.Kind.HOLD
            ? "HOLD  the reply of "
                + page.local(fact.saidAt())
                + (fact.sender().isEmpty() ? "" : " to " + page.sender(fact.sender()))
                + ": "
                + PersonPage.cut(fact.body())
                + (fact.standing()
                    ? "; until 'review confirm "
                        + fact.reviewId()
                        + "' or 'review dismiss "
                        + fact.reviewId()
                        + "'"
                    : "")
            : fact.kind() + (staff == null ? "" : "  by " + staff) + "; reason: " + fact.reason());
  }

  static Map<String, @Nullable Object> object(Holds.Fact fact, PersonPage page) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("review", fact.reviewId());
    all.put("fact", fact.kind().name());
    all.put("reads_as", fact.reading().name());
    all.put("standing", fact.standing());
    all.put("phone", fact.phone().e164());
    all.put("sender", fact.sender());
    all.put("replied_at", page.local(fact.saidAt()));
    all.put("reply", fact.body());
    all.put("by", fact.staff());
    all.put("reason", fact.reason());
    all.put("recorded_at", page.local(fact.recordedAt()));
    return all;
  }
}
