package org.heed.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.util.List;
import org.heed.Town;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/** What is told of messages that cannot go where they were asked to. */
@NullUnmarked
class StayedTest {
  @TempDir Path home;
  private final Logger logger = (Logger) LoggerFactory.getLogger(Messages.class);
  private final ListAppender<ILoggingEvent> told = new ListAppender<>();

  @AfterEach
  void end() {
    logger.detachAppender(told);
  }

  @ParameterizedTest
  @EnumSource
  void of_a_transaction_that_ends_nothing_is_told_and_of_one_that_is_committed_all(
      TestDatabase database) {
    try (Town town = new Town(database, home)) {
      town.queue("Advising", town.person(), "Hello");
      town.heed.run("import");
      town.heed.jdbc.update("update message set status = 'DELIVERED'");
      long id = town.heed.jdbc.queryForObject("select max(id) from message", Long.class);
      Messages messages = town.heed.bean(Messages.class);
      told.start();
      logger.addAppender(told);
      TransactionTemplate transaction = town.heed.bean(TransactionTemplate.class);
      Runnable both =
          () -> {
            messages.move(List.of(Move.ofText(id, MessageStatus.FAILED, null)));
            messages.set(MessageStatus.FAILED, List.of(id));
          };
      assertThatThrownBy(
              () ->
                  transaction.executeWithoutResult(
                      open -> {
                        both.run();
                        throw new IllegalStateException("its lanes are another's");
                      }))
          .isInstanceOf(IllegalStateException.class);
      assertThat(told.list).isEmpty();
      transaction.executeWithoutResult(open -> both.run());
      assertThat(told.list).hasSize(2);
    }
  }
}
