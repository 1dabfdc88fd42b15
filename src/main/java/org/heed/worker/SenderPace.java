package org.heed.worker;

import org.heed.address.PhoneNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * When each sender's next text may leave, whoever sends it: a place every so often, by PostgreSQL's
 * own clock.
 */
@Component
public class SenderPace {
  private static final String ADD =
      """
      insert into sender_pace (number, next_at) values (?, clock_timestamp())
      on conflict (number) do nothing
      """;
  private static final String TAKE =
      """
      update sender_pace
      set next_at = greatest(clock_timestamp(),
          least(next_at, clock_timestamp() + interval '1 minute'))
        + ? * interval '1 microsecond'
      where number = ?
      returning cast(extract(epoch from next_at - clock_timestamp()) * 1000000 as bigint)
      """;

  private final JdbcTemplate jdbc;

  SenderPace(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Some places that follow each other.
   *
   * @param begins when the first has come, by this process's monotonic clock, in nanoseconds
   * @param apart nanoseconds from one to the next
   */
  public record Slice(long begins, long apart, int count) {

    /** When a place has come. */
    public long at(int place) {
      return begins + place * apart;
    }
  }

  /** Takes a sender's next places. */
  public Slice take(PhoneNumber sender, int count, double perSecond) {
    long apart = (long) (1e9 / perSecond);
    long micros = count * apart / 1000;
    Long end = end(sender, micros);
    if (end == null) {
      jdbc.update(ADD, sender.e164());
      end = end(sender, micros);
    }
    long now = System.nanoTime();
    long from = end == null ? 0 : end - micros;
    return new Slice(now + from * 1000, apart, count);
  }

  /** When the last of them is over, in microseconds from now. */
  private @Nullable Long end(PhoneNumber sender, long micros) {
    return jdbc.query(TAKE, (row, n) -> row.getLong(1), micros, sender.e164()).stream()
        .findFirst()
        .orElse(null);
  }
}
