package org.heed.torture;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.heed.torture.FaultyGateway.Exchange;
import org.heed.torture.Verdict.Violation;

/** Judges what depends on what was asked first. */
final class Order {
  /** A reading that is lost with its process is made again by the next that has the run. */
  private static final long LONGEST_SECONDS = 60;

  private final Campaign campaign;
  private final Records records;
  private final Verdict verdict;

  Order(Campaign campaign, Records records, Verdict verdict) {
    this.campaign = campaign;
    this.records = records;
    this.verdict = verdict;
  }

  void judge() {
    List<Exchange> exchanges =
        records.exchanges().stream().sorted(Comparator.comparingLong(Exchange::from)).toList();
    Map<String, Long> offSince = new HashMap<>();
    for (Exchange exchange : exchanges) {
      if (exchange.refused()) {
        for (String phone : campaign.of(exchange.body()).person().phones()) {
          offSince.merge(phone, exchange.until(), Math::min);
        }
      }
    }
    Map<String, Long> shown = new HashMap<>();
    records.texts().stream()
        .filter(text -> text.code() == 21610)
        .filter(text -> records.refusalsShown().containsKey(text.to()))
        .forEach(
            text -> {
              for (String phone : campaign.of(text.body()).person().phones()) {
                shown.merge(phone, records.refusalsShown().get(text.to()), Math::min);
              }
            });
    Map<Object, Long> busyUntil = new HashMap<>();
    for (Exchange exchange : exchanges) {
      if (exchange.from() > offSince.getOrDefault(exchange.to(), Long.MAX_VALUE)) {
        verdict.add(Violation.TEXT_AFTER_OPT_OUT, exchange.toString());
      }
      long since = exchange.from() - shown.getOrDefault(exchange.to(), exchange.from());
      if (since > 0) {
        verdict.afterShown(since);
        if (TimeUnit.NANOSECONDS.toSeconds(since) > LONGEST_SECONDS) {
          verdict.add(Violation.TEXT_AFTER_LATE_OPT_OUT, exchange.toString());
        }
      }
      for (Object lane : List.of(campaign.of(exchange.body()).person(), exchange.to())) {
        if (exchange.from() < busyUntil.getOrDefault(lane, Long.MIN_VALUE)) {
          verdict.add(Violation.TWO_AT_ONCE, exchange.toString());
        }
        busyUntil.merge(lane, exchange.until(), Math::max);
      }
    }
    atTheGateway();
  }

  /** The same by the gateway's own order. */
  private void atTheGateway() {
    Set<String> off = new HashSet<>();
    for (Records.Text text : records.texts()) {
      if (off.contains(text.to())) {
        verdict.add(Violation.TEXT_AFTER_OPT_OUT, text.toString());
      }
      if (text.code() == 21610 && !text.late()) {
        off.addAll(campaign.of(text.body()).person().phones());
      }
    }
  }
}
