package org.heed.consent;

import com.carrotsearch.hppc.LongHashSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.heed.address.PhoneNumber;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Which texts would be the first their phone gets from their sender (R8), if all are accepted. */
public final class FirstTexts {
  private static final int PAGE = 500;
  private static final String TEXTED =
      "select number, sender from pair where number in (:numbers) and first_text_at is not null";

  private final NamedParameterJdbcTemplate named;
  private final Map<PhoneNumber, LongHashSet> bySender = new HashMap<>();

  public FirstTexts(NamedParameterJdbcTemplate named) {
    this.named = named;
  }

  /** For each text, in the order of the queue, whether it would be the first. */
  public List<Boolean> next(List<Pair> texts) {
    Set<Pair> texted = new HashSet<>();
    List<String> numbers = texts.stream().map(text -> text.phone().e164()).distinct().toList();
    for (int from = 0; from < numbers.size(); from += PAGE) {
      named.query(
          TEXTED,
          Map.of("numbers", numbers.subList(from, Math.min(from + PAGE, numbers.size()))),
          (RowCallbackHandler)
              row ->
                  texted.add(
                      new Pair(
                          new PhoneNumber(row.getString("sender")),
                          new PhoneNumber(row.getString("number")))));
    }
    List<Boolean> first = new ArrayList<>();
    for (Pair text : texts) {
      first.add(!texted.contains(text) && note(text));
    }
    return first;
  }

  /** Notes a text that goes before those asked for; false: one was there before. */
  public boolean note(Pair text) {
    return bySender
        .computeIfAbsent(text.sender(), sender -> new LongHashSet())
        .add(Long.parseLong(text.phone().e164().substring(1)));
  }
}
