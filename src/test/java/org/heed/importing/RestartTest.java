package org.heed.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.heed.Ran;
import org.heed.TestHeed;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.launch.JobExecutionNotRunningException;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;

/** An import that did not get to its end goes on where it was, and nothing goes out before. */
@NullUnmarked
class RestartTest {

  @ParameterizedTest
  @EnumSource
  void a_half_loaded_campaign_is_not_delivered_and_the_next_run_takes_the_rest_once(
      TestDatabase database) {
    ImportWorld world = ImportWorld.on(database);
    world.heed.jdbc.update("alter table message add constraint boom check (body <> 'Hello 2501')");
    try {
      String[] other =
          Stream.of(campaign(7)).map(row -> row.replace("Hello", "Hi")).toArray(String[]::new);
      world.drop("fall.csv", campaign(3000)).drop("other.csv", other);
      Ran failed = world.run();
      assertThat(failed.done()).isFalse();
      assertThat(failed.problem())
          .isEqualTo(
              "fall.csv: could not be imported, the next run goes on where it was; see the log");
      assertThat(failed.summary()).containsEntry("queued", 7L);
      assertThat(world.heed.count("message")).isEqualTo(1807);
      assertThat(world.heed.run("nightly").summary()).containsEntry("texted", 7L);
      assertThat(world.heed.count("attempt")).isEqualTo(7);
    } finally {
      world.heed.jdbc.update("alter table message drop constraint boom");
    }
    Ran result = world.run();
    assertThat(result.problem()).isNull();
    assertThat(result.summary()).containsEntry("queued", 2700L).containsEntry("rejected", 300L);
    assertRows(world.heed, "fall", 3000);
    assertThat(world.receipt("done", "fall.csv")).hasSize(300);
    assertThat(world.heed.count("campaign where accepted_at is null")).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void campaigns_wait_for_people_that_could_not_be_taken(TestDatabase database) {
    ImportWorld world = ImportWorld.on(database);
    world.heed.jdbc.update("alter table person add constraint boom check (student_id <> 'S2')");
    try {
      world
          .drop("people.csv", "student_id,mobile_phone", "S1,3125550111", "S2,3125550112")
          .drop("fall.csv", "student_id,from,message", "S1,Advising,Hello", "S2,Advising,Hello");
      assertThat(world.run().problem()).startsWith("people.csv: could not be imported");
      assertThat(world.heed.count("person") + world.heed.count("campaign")).isZero();
    } finally {
      world.heed.jdbc.update("alter table person drop constraint boom");
    }
    assertThat(world.run().summary()).containsEntry("queued", 2L).containsEntry("rejected", 0L);
  }

  @ParameterizedTest
  @EnumSource
  void a_stopped_import_goes_on_where_it_was(TestDatabase database)
      throws ExecutionException, InterruptedException, JobExecutionNotRunningException {
    ImportWorld world = ImportWorld.on(database);
    world.drop("fall.csv", campaign(12_000));
    CompletableFuture<Ran> run = CompletableFuture.supplyAsync(world::run);
    JobRepository repository = world.heed.bean(JobRepository.class);
    while (!run.isDone() && world.heed.count("import_file where loaded_line > 1") == 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    for (JobExecution running : repository.findRunningJobExecutions("import")) {
      world.heed.bean(JobOperator.class).stop(running);
    }
    Ran stopped = run.get();
    assertThat(stopped.problem()).isEqualTo("fall.csv: stopped, the next run goes on where it was");
    assertThat(world.heed.count("message")).isBetween(900, 10_000);
    assertThat(world.run().summary()).containsEntry("queued", 10_800L);
    assertRows(world.heed, "fall", 12_000);
  }

  static String[] campaign(int rows) {
    List<String> lines = new ArrayList<>(List.of("student_id,phone,from,message"));
    for (int i = 1; i <= rows; i++) {
      String phone = i % 10 == 0 ? "12" : "+1312%07d".formatted(5_550_000 + i % 4000);
      lines.add("S%d,%s,Advising,Hello %d".formatted(i % 4000, phone, i));
    }
    return lines.toArray(String[]::new);
  }

  /** Every good row of {@link #campaign} is one message, every bad one is rejected once. */
  static void assertRows(TestHeed heed, String campaign, int rows) {
    String ours =
        "message where campaign_id in (select id from campaign where name = '" + campaign + "')";
    assertThat(heed.count(ours)).isEqualTo(rows - rows / 10);
    assertThat(heed.count(ours + " and body = 'Hello ' || cast(line - 1 as varchar(10))"))
        .isEqualTo(rows - rows / 10);
    assertThat(heed.count("rejected_row")).isEqualTo(rows / 10);
    assertThat(
            heed.jdbc.queryForObject(
                "select row_count || ' ' || accepted_count || ' ' || rejected_count"
                    + " from import_file where name = ?",
                String.class,
                campaign + ".csv"))
        .isEqualTo("%d %d %d".formatted(rows, rows - rows / 10, rows / 10));
  }
}
