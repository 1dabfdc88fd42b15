package org.heed.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report as data.
 *
 * @param since of one of what is new: when the last one was; empty: there was none
 * @param counted what it comes to, by its kind
 */
record ReportResult(
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String since,
    @JsonUnwrapped Record counted,
    List<String> files) {

  record Messages(String messageReport, long messageReportRows) {}

  record OptOuts(
      String optOuts,
      long optOutsRows,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long newSinceLast,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long backSinceLast) {}

  record Both(@JsonUnwrapped Messages messages, @JsonUnwrapped OptOuts optOuts) {}

  record Events(
      String consentEvents,
      long consentEventsRows,
      long disabled,
      long enabled,
      long holds,
      long holdsEnded) {}

  record Figures(String compliance, long complianceRows) {}

  record Delays(
      String delay,
      long optOuts,
      long textsByOtherSenders,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long medianMinutes,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long worstMinutes) {}
}
