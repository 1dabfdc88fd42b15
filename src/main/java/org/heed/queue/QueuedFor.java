package org.heed.queue;

import java.util.List;
import java.util.Objects;
import org.heed.address.PhoneNumber;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** How much is queued for somebody. */
@Component
public class QueuedFor {
  private static final String COUNT =
      """
      select count(*) from message where person_id = :person and status in ('READY', 'HELD')
        and (named_number in (:phones) or (named_number is null and :unnamed = 1))
      """;

  private final NamedParameterJdbcTemplate named;

  QueuedFor(NamedParameterJdbcTemplate named) {
    this.named = named;
  }

  /**
   * How many messages for a person are queued or held.
   *
   * @param phones those whose row names one of these
   * @param unnamed and those whose row names no phone
   */
  public long count(long person, List<PhoneNumber> phones, boolean unnamed) {
    return Objects.requireNonNull(
        named.queryForObject(
            COUNT,
            new MapSqlParameterSource("person", person)
                .addValue("phones", phones.stream().map(PhoneNumber::e164).toList())
                .addValue("unnamed", unnamed ? 1 : 0),
            Long.class));
  }
}
