package org.heed.worker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heed.address.PhoneNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rounds in which a run's work is handed out, and what workers have to say of them. */
final class RoundTable {
  private static final String NOW = "clock_timestamp()";
  private static final String OPEN =
      """
      insert into work_round (run_id, work, attempts_after, campaign_id, state, opened_at, heard_at)
      values (?, ?, ?, ?, ?, clock_timestamp(), clock_timestamp())
      on conflict (run_id, work) do update set state = excluded.state, closed_at = null
      """;
  private static final String FORGET_PROBLEMS = "delete from round_problem where run_id <> ?";
  private static final String FORGET_TALLIES = "delete from round_tally where run_id <> ?";
  private static final String IS_OPEN =
      """
      select state from work_round where run_id = ? and work = ? and state in ('OPEN', 'ALONE')
      for share
      """;
  private static final String CURRENT =
      """
      select run_id, work, campaign_id from work_round where state = 'OPEN'
      order by run_id desc, opened_at desc limit 1
      """;
  private static final String LOOK =
      """
      select state, heard_at > clock_timestamp() - interval '5 minutes' as heard,
        cast(extract(epoch from quiet_until - clock_timestamp()) * 1000 as bigint) as quiet_millis,
        (select max(id) from round_problem p where p.run_id = r.run_id) as last_problem
      from work_round r where run_id = ? and work = ?
      """;
  private static final String HEARD =
      "update work_round set heard_at = "
          + NOW
          + " - ? * interval '1 millisecond' where run_id = ? and work = ?";
  private static final String QUIET =
      """
      update work_round set quiet_until = greatest(coalesce(quiet_until, clock_timestamp()),
        clock_timestamp() + ? * interval '1 millisecond') where run_id = ? and work = ?
      """;
  private static final String STOP =
      """
      update work_round set state = 'STOPPED'
      where run_id = ? and work = ? and state in ('OPEN', 'ALONE')
      """;
  private static final String CLOSE_ALL =
      "update work_round set state = 'CLOSED', closed_at = " + NOW + " where state <> 'CLOSED'";
  private static final String CLOSE = CLOSE_ALL + " and run_id = ? and work = ?";
  private static final String ADD_PROBLEM =
      "insert into round_problem (run_id, words) values (?, ?)";
  private static final String PROBLEMS =
      "select words from round_problem where run_id = ? order by id";
  private static final String COUNT =
      """
      insert into round_tally (run_id, worker_id, campaign_id, sender, texts) values (?, ?, ?, ?, ?)
      on conflict (run_id, worker_id, campaign_id, sender)
        do update set texts = excluded.texts
      """;
  private static final String COUNTED =
      """
      select campaign_id, sender, sum(texts) as texts from round_tally
      where run_id = ? and worker_id <> ? group by campaign_id, sender
      """;

  private final JdbcTemplate jdbc;

  RoundTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What is known of a round.
   *
   * @param heard whether what people replied was read within the last five minutes (L1)
   * @param quietMillis for so long nothing may leave; 0: it may
   * @param lastProblem the latest problem's number; 0: there is none
   */
  record Look(Round.State state, boolean heard, long quietMillis, long lastProblem) {}

  void open(Round round, long attemptsAfter, boolean alone) {
    Round.State state = alone ? Round.State.ALONE : Round.State.OPEN;
    jdbc.update(FORGET_PROBLEMS, round.runId());
    jdbc.update(FORGET_TALLIES, round.runId());
    jdbc.update(
        OPEN, round.runId(), round.work().name(), attemptsAfter, round.campaignId(), state.name());
  }

  /** Whether it is open; nobody closes it until the transaction ends. */
  boolean staysOpen(Round round) {
    return !jdbc.queryForList(IS_OPEN, String.class, round.runId(), round.work().name()).isEmpty();
  }

  Optional<Round> current() {
    return jdbc
        .query(
            CURRENT,
            (row, n) ->
                new Round(
                    row.getLong("run_id"),
                    Round.Work.valueOf(row.getString("work")),
                    row.getObject("campaign_id", Long.class)))
        .stream()
        .findFirst();
  }

  Look look(Round round) {
    return jdbc
        .query(
            LOOK,
            (row, n) ->
                new Look(
                    Round.State.valueOf(row.getString("state")),
                    row.getBoolean("heard"),
                    Math.max(0, row.getLong("quiet_millis")),
                    row.getLong("last_problem")),
            round.runId(),
            round.work().name())
        .stream()
        .findFirst()
        .orElse(new Look(Round.State.CLOSED, false, 0, 0));
  }

  void heard(Round round, Duration ago) {
    jdbc.update(HEARD, ago.toMillis(), round.runId(), round.work().name());
  }

  void quiet(Round round, Duration wait) {
    jdbc.update(QUIET, wait.toMillis(), round.runId(), round.work().name());
  }

  void stop(Round round) {
    jdbc.update(STOP, round.runId(), round.work().name());
  }

  void closeAll() {
    jdbc.update(CLOSE_ALL);
  }

  void close(Round round) {
    jdbc.update(CLOSE, round.runId(), round.work().name());
  }

  void problem(long runId, String words) {
    jdbc.update(ADD_PROBLEM, runId, words);
  }

  List<String> problems(long runId) {
    return jdbc.queryForList(PROBLEMS, String.class, runId);
  }

  void count(long runId, long worker, Map<Round.Cell, Long> texts) {
    jdbc.batchUpdate(
        COUNT,
        texts.entrySet().stream()
            .map(
                one ->
                    new @Nullable Object[] {
                      runId,
                      worker,
                      one.getKey().campaignId(),
                      one.getKey().sender().e164(),
                      one.getValue()
                    })
            .toList());
  }

  /** What the texts of all but one came to. */
  List<Round.Counted> countedByOthers(long runId, long worker) {
    return jdbc.query(
        COUNTED,
        (row, n) ->
            new Round.Counted(
                new Round.Cell(row.getLong(1), new PhoneNumber(row.getString(2))), row.getLong(3)),
        runId,
        worker);
  }
}
