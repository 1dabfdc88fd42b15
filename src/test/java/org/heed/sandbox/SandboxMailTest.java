package org.heed.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.heed.TestClock;
import org.heed.address.ConfigurationProblem;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSenderImpl;

@NullUnmarked
class SandboxMailTest {
  private final TestClock clock = new TestClock(Instant.parse("2026-11-23T18:00:00Z"));

  @Test
  void every_mail_is_a_file_of_its_own_in_the_order_of_arrival(@TempDir Path folder)
      throws Exception {
    for (int start = 0; start < 2; start++) {
      try (SandboxMail server = new SandboxMail(0, folder, clock)) {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(server.port());
        for (int i = 0; i < 12; i++) {
          SimpleMailMessage mail = new SimpleMailMessage();
          mail.setFrom("heed@example.edu");
          mail.setTo("pat@example.edu");
          mail.setSubject("mail " + (12 * start + i));
          mail.setText("Hello");
          sender.send(mail);
        }
      }
    }
    List<String> subjects = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        assertThat(file.toString()).endsWith(".eml");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .isEqualTo("rw-------");
        Files.readAllLines(file).stream()
            .filter(line -> line.startsWith("Subject: "))
            .forEach(line -> subjects.add(line.substring("Subject: mail ".length())));
      }
    }
    assertThat(subjects)
        .hasSize(24)
        .isSortedAccordingTo((a, b) -> Integer.parseInt(a) - Integer.parseInt(b));
  }

  @Test
  void a_port_in_use_is_the_operators_to_mend(@TempDir Path folder) {
    try (SandboxMail server = new SandboxMail(0, folder, clock)) {
      assertThatThrownBy(() -> new SandboxMail(server.port(), folder, clock))
          .isInstanceOf(ConfigurationProblem.class)
          .hasMessageStartingWith("--mail-port: found " + server.port() + ", expected");
    }
  }
}
