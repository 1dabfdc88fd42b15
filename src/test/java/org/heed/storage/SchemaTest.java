package org.heed.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.heed.HeedApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class SchemaTest {
  @TempDir Path home;

  @ParameterizedTest
  @EnumSource
  void is_made_by_the_migrations_and_read_by_both_views(TestDatabase database) {
    try (var context =
        HeedApplication.application()
            .run("--heed.home=" + home, "--spring.datasource.url=" + database.newUrl(home))) {
      JdbcClient jdbc = context.getBean(JdbcClient.class);
      assertThat(jdbc.sql("select count(*) from message_report").query(Integer.class).single())
          .isZero();
      assertThat(
              jdbc.sql("select max(cast(\"version\" as int)) from \"flyway_schema_history\"")
                  .query(Integer.class)
                  .single())
          .as("the version that is taken for current is the latest there is")
          .isEqualTo(Schema.VERSION);
      assertThat(jdbc.sql("select count(*) from opt_outs").query(Integer.class).single()).isZero();
      assertThat(jdbc.sql("select count(*) from batch_job_instance").query(Integer.class).single())
          .isZero();
    }
  }

  /** At the end of a night as much is cleared away as its size asks for. */
  @Test
  void PostgreSQL_clears_away_what_a_night_changes_during_the_night() {
    try (var context =
        HeedApplication.application()
            .run(
                "--heed.home=" + home,
                "--spring.datasource.url=" + TestDatabase.POSTGRESQL.newUrl(home))) {
      assertThat(
              context
                  .getBean(JdbcClient.class)
                  .sql(
                      """
                      select relname from pg_class c, unnest(c.reloptions) o
                      where c.relnamespace = current_schema()::regnamespace
                        and o in ('autovacuum_vacuum_scale_factor=0.01',
                          'autovacuum_vacuum_scale_factor=0')
                      """)
                  .query(String.class)
                  .list())
          .containsExactlyInAnyOrder("message", "attempt", "intent");
    }
  }
}
