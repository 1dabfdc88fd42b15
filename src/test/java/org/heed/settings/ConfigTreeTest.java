package org.heed.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.heed.address.ConfigurationProblem;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.FileSystemUtils;

/** Secrets as files, as Kubernetes and systemd lay them, beside the settings that are shipped. */
@NullUnmarked
class ConfigTreeTest {
  @TempDir Path folder;

  /** A volume of Kubernetes: files that lead through a link to the version that counts. */
  private Path volume(Map<String, String> files) throws IOException {
    Path volume = Files.createDirectory(folder.resolve("secrets"));
    Path version = Files.createDirectory(volume.resolve("..2026_11_30_18_00_00.1"));
    Files.createSymbolicLink(volume.resolve("..data"), version.getFileName());
    for (var file : files.entrySet()) {
      Files.writeString(version.resolve(file.getKey()), file.getValue());
      Files.createSymbolicLink(volume.resolve(file.getKey()), Path.of("..data", file.getKey()));
    }
    return volume;
  }

  private ConfigurableEnvironment read(Path secrets) throws IOException {
    Path config = Files.createDirectories(folder.resolve("config"));
    FileSystemUtils.copyRecursively(
        Path.of("deploy/kubernetes/application.yml"), config.resolve("application.yml"));
    return SettingsReader.read(
        java.util.List.of(
            "--spring.config.additional-location=" + config + "/",
            "--spring.config.import=optional:configtree:" + secrets + "/"));
  }

  @Test
  void each_secret_is_read_under_the_name_of_its_file() throws IOException {
    ConfigurableEnvironment environment =
        read(
            volume(
                Map.of(
                    "heed.twilio.auth-token", "tw 1\n",
                    "spring.datasource.password", "d$b",
                    "spring.mail.password", "ma=l\n")));
    Settings settings = Settings.of(environment);
    assertThat(settings.twilio().authToken()).isEqualTo("tw 1");
    assertThat(settings.name()).isEqualTo("Example University");
    assertThat(DatabaseSettings.of(environment).password()).isEqualTo("d$b");
    assertThat(environment.getProperty("spring.mail.password")).isEqualTo("ma=l");
  }

  @ParameterizedTest
  @CsvSource({
    "heed.twilio.auth-tokn, heed.twilio.auth-token",
    "spring.mail.pasword, spring.mail.password",
    "heeed.lease, heed.",
  })
  void a_secret_with_a_name_there_is_not_is_refused(String name, String nearest)
      throws IOException {
    ConfigurableEnvironment environment = read(volume(Map.of(name, "x")));
    assertThatThrownBy(() -> Settings.of(environment))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageStartingWith(name)
        .hasMessageContaining(nearest)
        .hasMessageNotContaining("\"x\"");
  }

  @Test
  void without_the_folder_there_are_none() throws IOException {
    assertThat(DatabaseSettings.of(read(folder.resolve("none"))).password()).isEmpty();
  }
}
