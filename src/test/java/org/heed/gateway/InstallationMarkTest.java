package org.heed.gateway;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.heed.address.ConfigurationProblem;
import org.heed.address.PhoneNumbers;
import org.heed.address.Senders;
import org.heed.settings.GatewaySettings;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@NullUnmarked
class InstallationMarkTest {
  private static final GatewaySettings.Twilio ACCOUNT =
      new GatewaySettings.Twilio("AC1", "token", null, null, null, null);

  @TempDir Path home;

  @ParameterizedTest
  @CsvSource({"sandbox,twilio", "twilio,sandbox"})
  void a_database_serves_the_gateway_of_its_first_run_for_ever(String first, String other) {
    DriverManagerDataSource source =
        new DriverManagerDataSource(TestDatabase.HSQLDB.newUrl(home), "SA", "");
    Flyway.configure().dataSource(source).locations("classpath:db/migration/heed").load().migrate();
    mark(source, first).check("nightly");
    assertThatNoException().isThrownBy(() -> mark(source, first).check("nightly"));
    assertThatThrownBy(() -> mark(source, other).check("nightly"))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessage(
            "heed.gateway: found %s, but this database has served %s; its messages and opt-outs are not true for another gateway. Choose another heed.home or spring.datasource.url"
                .formatted(other, first));
  }

  private static InstallationMark mark(DriverManagerDataSource source, String gateway) {
    return new InstallationMark(
        new GatewaySettings(gateway, ACCOUNT),
        new Senders(List.of(), new PhoneNumbers("US")),
        new JdbcTemplate(source),
        new TransactionTemplate(new JdbcTransactionManager(source)),
        Clock.systemUTC());
  }
}
