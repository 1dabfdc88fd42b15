package org.heed.storage;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.heed.address.ConfigurationProblem;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class ServerVersionTest {
  @Test
  void an_older_server_is_refused_before_anything_is_changed() {
    assertThatThrownBy(() -> ServerVersion.check(14, "14.19", "spring.datasource.url"))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessage(
            "spring.datasource.url: found PostgreSQL 14.19, expected PostgreSQL 15 or newer;"
                + " nothing was changed");
    assertThatCode(() -> ServerVersion.check(15, "15.2", "--to")).doesNotThrowAnyException();
  }
}
