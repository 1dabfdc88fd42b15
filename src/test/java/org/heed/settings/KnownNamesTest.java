package org.heed.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.heed.address.ConfigurationProblem;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Each setting there is, in the documents and as people type it. */
@NullUnmarked
class KnownNamesTest {
  private static final List<String> KNOWN = KnownNames.ours();
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern NAME = Pattern.compile("`(heed\\.[a-z0-9.\\[\\]-]+)[^`]*`");
  private static final Pattern YAML = Pattern.compile("(?m)^heed:\\n(?:[ #].*\\n)+");

  @Test
  void every_setting_stands_once_in_the_table_of_settings() throws IOException {
    List<String> documented = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("docs/operations.md"))) {
      if (line.startsWith("| `heed.")) {
        documented.addAll(row(line.split("\\|", -1)[1]));
      }
    }
    assertThat(documented).containsExactlyInAnyOrderElementsOf(KNOWN);
  }

  /** {@code `heed.mail.from`, `.reply-to`} are two. */
  private static List<String> row(String cell) {
    List<String> names = new ArrayList<>();
    Matcher code = CODE.matcher(cell);
    while (code.find()) {
      String name = code.group(1);
      String first = names.isEmpty() ? "" : names.get(0);
      names.add(name.startsWith(".") ? first.substring(0, first.lastIndexOf('.')) + name : name);
    }
    return names;
  }

  static Stream<Path> documents() throws IOException {
    try (Stream<Path> docs = Files.list(Path.of("docs"));
        Stream<Path> jobs = Files.list(Path.of("jobs"))) {
      Stream<Path> samples = Stream.of(Path.of("README.md"), Path.of("CONTRIBUTING.md"));
      return Stream.of(docs, jobs, samples)
          .flatMap(files -> files)
          .filter(Files::isRegularFile)
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void no_document_names_a_setting_there_is_not(Path file) throws IOException {
    String text = Files.readString(file);
    List<String> named = new ArrayList<>();
    Matcher name = NAME.matcher(text);
    while (name.find()) {
      named.add(name.group(1));
    }
    Matcher yaml = YAML.matcher(text);
    while (yaml.find()) {
      byte[] sample = yaml.group().getBytes(StandardCharsets.UTF_8);
      flatten("", PlainYaml.read("sample", new ByteArrayInputStream(sample)), named);
    }
    assertThat(named)
        .allMatch(
            found ->
                KNOWN.stream()
                    .anyMatch(known -> known.matches(Pattern.quote(found) + "([.\\[].*)?")));
  }

  private static void flatten(String prefix, Object value, List<String> names) {
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, below) -> flatten(prefix.isEmpty() ? "" + key : prefix + "." + key, below, names));
    } else if (value instanceof List<?> list && list.get(0) instanceof Map<?, ?>) {
      list.forEach(one -> flatten(prefix + "[n]", one, names));
    } else {
      names.add(prefix);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "heed.mail.form, heed.mail.from",
    "heed.consent.learnFormReplies, heed.consent.learn-from-replies",
    "heed.quiet-hours, heed.delivery.quiet-hours",
    "heed.staff, heed.mail.staff",
    "heed.twilio.token, heed.twilio.auth-token",
    "heed.senders[0].numbre, heed.senders[n].number",
    "heed.senders[3].rate, heed.senders[n].name",
    "heed.nmae, heed.name",
    "heed.import.unchanged, heed.import.unchanged-for",
    "heed.mail, heed.mail.from",
    "heed.senders[0], heed.senders[n].name",
  })
  void an_unknown_name_is_refused_with_the_nearest(String typed, String nearest) {
    assertThatThrownBy(() -> read(typed, "5"))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessage(typed + ": there is no such setting; the nearest is " + nearest);
  }

  @ParameterizedTest
  @CsvSource({
    "heed.delivery.max-attempts",
    "heed.delivery.maxAttempts",
    "heed.delivery.max_attempts",
    "heed.Delivery.MAX-ATTEMPTS",
    "HEED_DELIVERY_MAXATTEMPTS",
    "HEED_DELIVERY_MAX_ATTEMPTS",
  })
  void every_relaxed_form_of_a_name_is_read(String typed) {
    assertThat(read(typed, "7").delivery().maxAttempts()).isEqualTo(7);
  }

  @Test
  void a_list_comes_from_the_environment_too() {
    assertThat(read("HEED_SENDERS_0_NUMBER", "+12025550100").senders()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"HEED_BROWSER", "HEED_JAVA_OPTS", "HEED_MAIL", "HEED_IMPORT", "HEED_X_Y"})
  void a_variable_of_the_environment_that_is_no_setting_is_left_alone(String name) {
    assertThat(read(name, "required").home()).isEqualTo("./heed-data");
  }

  /** Without an application. */
  private static Settings read(String name, String value) {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(
            name.startsWith("HEED_")
                ? new SystemEnvironmentPropertySource("systemEnvironment", Map.of(name, value))
                : new MapPropertySource("commandLineArgs", Map.of(name, value)));
    return Settings.of(environment);
  }

  @ParameterizedTest
  @CsvSource({
    "HEED_QUIET_HOURS,heed.delivery.quiet-hours",
    "HEED_DELIVERY_QUIETHOUR,heed.delivery.quiet-hours",
    "HEED_COUNTRI,heed.country",
    "HEED_HOM,heed.home",
    "HEED_TWILIO_AUTHTOKN,heed.twilio.auth-token",
    "HEED_SENDERS_0_NUMBR,heed.senders[n].number",
    "HEED_COUNTRY,",
    "HEED_HOME,",
    "HEED_TWILIO_AUTH_TOKEN,",
    "HEED_TWILIO_AUTHTOKEN,",
    "HEED_DELIVERY_QUIETHOURS,",
    "HEED_SENDERS_0_NUMBER,",
    "HEED_CONSENT_OPTOUTKEYWORDS_0,",
    "HEED_IMPORT_REPEATDAYS,",
    "HEED_JAVA_OPTS,",
    "HEED_BROWSER,",
    "HEED_SERVICE_HOST,",
    "HEED_PORT_8080_TCP,"
  })
  void a_variable_that_is_nearly_a_setting_is_told(String variable, String nearest) {
    AbstractThrowableAssert<?, ?> told =
        assertThatCode(() -> UnknownSettings.checkVariable(variable));
    if (nearest == null) {
      told.doesNotThrowAnyException();
    } else {
      told.hasMessage(variable + ": there is no such setting; the nearest is " + nearest);
    }
  }
}
