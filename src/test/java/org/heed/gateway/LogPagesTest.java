package org.heed.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A list that has no end is an error, over real sockets. */
@NullUnmarked
class LogPagesTest {
  private static final String MESSAGES = "/2010-04-01/Accounts/AC1/Messages.json?Page=";

  /** A row, and the number of the page that is named as the next; none: the last. */
  private record Shown(String sid, Integer next) {}

  @ParameterizedTest
  @CsvSource({
    "itself, 'a>0', circle",
    "the first, 'a>1 b>0', circle",
    "an earlier one, 'a>1 b>2 c>3 d>1', circle",
    "itself and empty, '->0', circle",
    "empty ones in turn, '->1 ->0', circle",
    "the same rows under new names, 'a>1 b>2 a>3 b>4 a>5', circle"
  })
  void R6_a_list_that_goes_round_ends_with_an_error(String what, String pages, String words) {
    List<Shown> shown = new ArrayList<>();
    for (String page : pages.split(" ", -1)) {
      String[] parts = page.split(">", 2);
      shown.add(new Shown(parts[0].equals("-") ? null : parts[0], Integer.valueOf(parts[1])));
    }
    assertThatThrownBy(() -> read(shown))
        .as(what)
        .isInstanceOf(GatewayFault.class)
        .hasMessageContaining(words);
  }

  @Test
  void R6_empty_pages_without_end_end_with_an_error() {
    AtomicInteger n = new AtomicInteger();
    try (RawServer server =
            new RawServer(
                (request, socket) ->
                    RawServer.json(200, page(null, n.incrementAndGet())).answer(request, socket));
        TwilioGateway gateway = gateway(server)) {
      LogPages pages = new LogPages(gateway, null);
      assertThatThrownBy(
              () -> {
                while (pages.next() != null) {}
              })
          .isInstanceOf(GatewayFault.class)
          .hasMessageContaining("empty");
    }
  }

  @Test
  void pages_that_end_are_read_to_their_end() {
    List<Shown> shown =
        List.of(
            new Shown("a", 1),
            new Shown(null, 2),
            new Shown(null, 3),
            new Shown("b", 4),
            new Shown(null, null));
    assertThat(read(shown)).isEqualTo(5);
  }

  private static int read(List<Shown> shown) {
    try (RawServer server =
            new RawServer(
                (request, socket) -> {
                  int n = Integer.parseInt(request.query().getOrDefault("Page", "0"));
                  Shown page = shown.get(n);
                  RawServer.json(200, page(page.sid(), page.next())).answer(request, socket);
                });
        TwilioGateway gateway = gateway(server)) {
      LogPages pages = new LogPages(gateway, null);
      int count = 0;
      while (pages.next() != null) {
        count++;
      }
      return count;
    }
  }

  private static TwilioGateway gateway(RawServer server) {
    return new TwilioGateway(new OneCallClient(server.baseUrl(), 1), "AC1", "t", "AC1", null);
  }

  private static String page(String sid, Integer next) {
    String row =
        sid == null
            ? ""
            : "{\"sid\": \"%s\", \"date_created\": \"Tue, 24 Nov 2026 18:00:00 +0000\"}"
                .formatted(sid);
    return "{\"uri\": \"/\", \"messages\": [%s], \"next_page_uri\": %s}"
        .formatted(row, next == null ? "null" : "\"" + MESSAGES + next + "\"");
  }
}
