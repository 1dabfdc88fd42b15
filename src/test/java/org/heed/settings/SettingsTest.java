package org.heed.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import org.heed.address.ConfigurationProblem;
import org.heed.address.Institution;
import org.heed.address.PhoneNumber;
import org.heed.address.Sender;
import org.heed.address.Senders;
import org.heed.consent.Keyword;
import org.heed.consent.Keywords;
import org.heed.routing.QuietHours;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/** A {@code config/application.yml} as people write it. */
@NullUnmarked
class SettingsTest {
  @TempDir Path folder;

  @Test
  void numbers_times_and_words_without_quotes_are_read_as_they_were_typed() throws IOException {
    Files.writeString(
        folder.resolve("application.yml"),
        """
        heed:
          time-zone: America/Chicago
          senders:
            - number: +12025550100
              name: Advising
              messages-per-second: 1
            - number: 12025550101
              name: 311
            - number: (202) 555-0102
              name: ON
          twilio:
            account-sid: AC0123
            auth-token: 00123456789012345678901234567890
          delivery:
            quiet-hours: off
            opt-out-line: no
          consent:
            opt-out-keywords: [ALTO, NO]
            default-status: opted-out
        ---
        heed.country: CA
        """);
    try (ConfigurableApplicationContext context = read()) {
      Settings settings = context.getBean(Settings.class);
      Institution institution = context.getBean(Institution.class);
      assertThat(settings.country()).isEqualTo("CA");
      assertThat(institution.zone()).isEqualTo(ZoneId.of("America/Chicago"));
      assertThat(context.getBean(Senders.class).all())
          .containsExactly(
              new Sender(new PhoneNumber("+12025550100"), "Advising", 1.0, null),
              new Sender(new PhoneNumber("+12025550101"), "311", null, null),
              new Sender(new PhoneNumber("+12025550102"), "ON", null, null));
      assertThat(settings.twilio().authToken()).isEqualTo("00123456789012345678901234567890");
      String quiet = settings.delivery().quietHours();
      assertThat(QuietHours.parse(quiet, ZoneId.of("UTC")).isQuiet(LocalTime.MIDNIGHT)).isFalse();
      assertThat(settings.delivery().stopLine()).isNull();
      ConsentSettings consent = settings.consent();
      assertThat(consent.defaultStatus()).isEqualTo(ConsentSettings.DefaultStatus.OPTED_OUT);
      assertThat(new Keywords(consent.optOutKeywords(), consent.optInKeywords()).read("no!"))
          .isEqualTo(Keyword.OPT_OUT);
    }
  }

  @Test
  void quiet_hours_without_quotes_are_times_of_day() throws IOException {
    Files.writeString(
        folder.resolve("application.yml"), "heed.delivery.quiet-hours: 21:00-08:30\n");
    try (ConfigurableApplicationContext context = read()) {
      String quiet = context.getBean(DeliverySettings.class).quietHours();
      QuietHours hours = QuietHours.parse(quiet, ZoneId.of("UTC"));
      assertThat(hours.isQuiet(LocalTime.of(21, 0))).isTrue();
      assertThat(hours.isQuiet(LocalTime.of(8, 30))).isFalse();
    }
  }

  @Test
  void an_institutions_names_of_columns_are_read_however_they_are_nested() throws IOException {
    Files.writeString(
        folder.resolve("application.yml"),
        """
        heed.import.columns:
          EMPLID: student_id
          email: E-Post, Mail 2
          Text OK: {Y: ENABLED, N: DISABLED}
        """);
    try (ConfigurableApplicationContext context = read()) {
      assertThat(context.getBean(ImportSettings.class).columns())
          .containsExactlyInAnyOrderEntriesOf(
              Map.of(
                  "EMPLID", "student_id",
                  "email", "E-Post, Mail 2",
                  "TextOK.Y", "ENABLED",
                  "TextOK.N", "DISABLED"));
    }
  }

  @Test
  void a_file_that_is_no_yaml_is_refused_with_its_line() throws IOException {
    Files.writeString(folder.resolve("application.yml"), "heed:\n  country: US\n country: CA\n");
    assertThatThrownBy(this::read)
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageContaining("application.yml, line 3: no YAML");
  }

  private ConfigurableApplicationContext read() {
    SpringApplication application = new SpringApplication(Object.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    return application.run(
        "--spring.config.location=classpath:/,file:" + folder + "/", "--heed.home=" + folder);
  }
}
