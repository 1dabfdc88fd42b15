package org.heed.consent;

import java.time.OffsetDateTime;
import java.util.Map;
import org.heed.address.PhoneNumber;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Phones that cannot be texted, as the gateway has said (R5). */
@Component
public class UntextablePhones {
  private static final String NOTE =
      """
      update phone set not_textable_code = ?, not_textable_at = ?
      where number = ? and not_textable_code is null
      """;

  private final JdbcTemplate jdbc;

  UntextablePhones(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Notes phones with the gateway's code, in the caller's transaction; the first code stays. */
  public void note(Map<PhoneNumber, Integer> codes, OffsetDateTime now) {
    jdbc.batchUpdate(
        NOTE,
        codes.entrySet().stream()
            .map(one -> new Object[] {one.getValue(), now, one.getKey().e164()})
            .toList());
  }
}
