package org.heed.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.heed.TestHeed;
import org.heed.Town;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.support.TransactionTemplate;

/** Every status a message may have, and every status it may be asked to have next. */
@NullUnmarked
class TransitionsTest {
  /** From, and all it may become. */
  private static final List<String> TABLE =
      List.of(
          "READY: READY HELD SENDING IN_DOUBT SENT FAILED UNKNOWN CANCELLED",
          "HELD: READY HELD IN_DOUBT SENT FAILED CANCELLED",
          "SENDING: READY HELD IN_DOUBT SENT FAILED",
          "IN_DOUBT: READY IN_DOUBT SENT DELIVERED FAILED UNKNOWN",
          "UNKNOWN: READY SENT DELIVERED FAILED",
          "SENT: READY DELIVERED FAILED",
          "DELIVERED:",
          "FAILED: DELIVERED",
          "CANCELLED: IN_DOUBT SENT FAILED UNKNOWN");

  @TempDir Path home;

  @TestFactory
  List<DynamicTest> a_message_goes_only_where_the_table_lets_it() throws Exception {
    return Arrays.stream(TestDatabase.values())
        .map(database -> DynamicTest.dynamicTest(database.name(), () -> everyPair(database)))
        .toList();
  }

  private void everyPair(TestDatabase database) throws Exception {
    try (Town town = new Town(database, home.resolve(database.name()))) {
      town.queue("Advising", town.person(), "Hello");
      town.heed.run("import");
      long id = town.heed.jdbc.queryForObject("select max(id) from message", Long.class);
      assertThat(
              TABLE.stream()
                  .map(row -> row.substring(0, row.indexOf(":")))
                  .map(from -> from + ":" + all(town.heed, id, from)))
          .containsExactlyElementsOf(TABLE);
    }
  }

  private static String all(TestHeed heed, long id, String from) {
    Messages messages = heed.bean(Messages.class);
    StringBuilder all = new StringBuilder();
    for (MessageStatus to : MessageStatus.values()) {
      boolean moved =
          writes(heed, id, from, () -> messages.move(List.of(Move.ofText(id, to, null))));
      assertThat(to.name().equals(from) || moved == becomes(heed, id, from, to)).isTrue();
      if (moved) {
        all.append(' ').append(to);
      }
    }
    return all.toString();
  }

  private static boolean writes(TestHeed heed, long id, String from, Runnable verb) {
    heed.jdbc.update("update message set status = ?, channel = 'EMAIL' where id = ?", from, id);
    heed.bean(TransactionTemplate.class).executeWithoutResult(open -> verb.run());
    return "SMS".equals(column(heed, id, "channel"));
  }

  private static boolean becomes(TestHeed heed, long id, String from, MessageStatus to) {
    writes(heed, id, from, () -> heed.bean(Messages.class).set(to, List.of(id)));
    return to.name().equals(column(heed, id, "status"));
  }

  private static String column(TestHeed heed, long id, String name) {
    return heed.jdbc.queryForObject(
        "select " + name + " from message where id = ?", String.class, id);
  }
}
