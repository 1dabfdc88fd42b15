package org.heed.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.heed.address.PhoneNumber;
import org.heed.gateway.Answer;
import org.heed.gateway.Gateway;
import org.heed.gateway.LogEntry;
import org.heed.gateway.LogPage;
import org.heed.gateway.Text;
import org.heed.queue.OpenText;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** Which rows of the gateway's list a text without an answer can be. */
@NullUnmarked
class SearchTest {
  private static final Instant NOON = Instant.parse("2026-11-23T18:00:00Z");
  private static final PhoneNumber ADVISING = new PhoneNumber("+12025550100");
  private static final PhoneNumber PAT = new PhoneNumber("+13125550110");

  @ParameterizedTest
  @CsvSource({
    "Hello there, Hello there, true",
    "Hello there, 'Hello there ', true",
    "'Hello\r\nthere', 'Hello\nthere', true",
    "'“Hello” – it’s on…', '\"Hello\" - it''s on...', true",
    "Hello there, Sent from your Twilio trial account - Hello there, true",
    "Hello there, '', true",
    "Hello there, Hello, false",
    "Hello there, Oh! Hello there, false",
    "Hello there, hello there, false",
    "😀, 😀, true",
    "😀, 😃, false",
    "$5.00. Grade: A+, $500. Grade: A-, false",
    "Room 1-11, Room 11-1, false",
    "Hello there., Hello there, false",
    "é, e\u0301, true"
  })
  void R6_a_text_is_recognised_as_the_gateway_may_show_it(
      String sent, String listed, boolean same) {
    OpenText text = text(1, sent, NOON);
    assertThat(text.matches(row("SM1", listed, "sent", NOON))).isEqualTo(same);
  }

  @ParameterizedTest
  @CsvSource({
    "false,+12025550100,+13125550110,0,true",
    "true,+12025550100,+13125550110,0,false",
    "false,+12025550101,+13125550110,0,false",
    "false,,+13125550110,0,true",
    "false,'',+13125550110,0,true",
    "false,+12025550100,+13125550111,0,false",
    "false,+12025550100,+13125550110,-1,false"
  })
  void R6_sender_recipient_direction_and_time_must_fit(
      boolean inbound, String from, String to, int seconds, boolean fits) {
    LogEntry entry =
        new LogEntry(
            "SM1", inbound, from, to, "Hello", "sent", null, NOON.plusSeconds(seconds), null, 1);
    assertThat(text(1, "Hello", NOON).matches(entry)).isEqualTo(fits);
  }

  @Test
  void R6_identical_texts_take_a_row_each_the_oldest_first() {
    List<OpenText> texts =
        List.of(text(1, "Same", NOON), text(2, "Same", NOON), text(3, "Same", NOON));
    Search search =
        search(
            texts,
            Set.of("SM9"),
            0,
            row("SM9", "Same", "sent", NOON),
            row("SM2", "Same", "sent", NOON.plusSeconds(2)),
            row("SM1", "Same", "delivered", NOON.plusSeconds(1)));
    assertThat(search.found())
        .hasSize(2)
        .hasEntrySatisfying(texts.get(0), row -> assertThat(row.sid()).isEqualTo("SM1"))
        .hasEntrySatisfying(texts.get(1), row -> assertThat(row.sid()).isEqualTo("SM2"));
    assertThat(search.absent()).containsExactly(texts.get(2));
  }

  @ParameterizedTest
  @CsvSource({"0,SM1", "1,SM2", "2,"})
  void R6_rows_of_texts_that_were_refused_at_once_are_not_this_text(int refused, String sid) {
    Search search =
        search(
            List.of(text(1, "Same", NOON)),
            Set.of(),
            refused,
            row("SM2", "Same", "failed", NOON.plusSeconds(2)),
            row("SM1", "Same", "failed", NOON.plusSeconds(1)));
    assertThat(search.found().values())
        .extracting(LogEntry::sid)
        .isEqualTo(sid == null ? List.of() : List.of(sid));
  }

  @Test
  void R6_a_row_that_went_is_taken_before_one_that_failed() {
    Search search =
        search(
            List.of(text(1, "Same", NOON)),
            Set.of(),
            0,
            row("SM2", "Same", "sent", NOON.plusSeconds(2)),
            row("SM1", "Same", "failed", NOON.plusSeconds(1)));
    assertThat(search.found().values()).extracting(LogEntry::sid).containsExactly("SM2");
  }

  @Test
  void R6_pages_are_read_until_a_whole_one_is_older() {
    Function<String, LogEntry> young = sid -> row(sid, "x", "sent", NOON);
    Function<String, LogEntry> old = sid -> row(sid, "x", "sent", NOON.minusSeconds(3600));
    Pages pages =
        new Pages(
            NOON,
            List.of(young.apply("SM1"), old.apply("SM2")),
            List.of(),
            List.of(old.apply("SM3"), young.apply("SM4")),
            List.of(old.apply("SM5")),
            List.of(young.apply("SM6")));
    assertThat(log(pages).to(PAT, NOON.minusSeconds(300))).hasSize(5);
    assertThat(pages.asked).containsExactly(null, "1", "2", "3");
  }

  private static SentLog log(Gateway gateway) {
    StaticListableBeanFactory beans = new StaticListableBeanFactory();
    beans.addBean("gateway", gateway);
    return new SentLog(beans.getBeanProvider(Gateway.class));
  }

  private static Search search(
      List<OpenText> texts, Set<String> taken, long refused, LogEntry... rows) {
    return Search.of(texts, List.of(rows), taken, text -> refused);
  }

  private static OpenText text(long id, String body, Instant at) {
    return new OpenText(id, id, 7, ADVISING, PAT, body, at, null, false);
  }

  private static LogEntry row(String sid, String body, String status, Instant at) {
    Integer code = status.equals("failed") ? 21610 : null;
    return new LogEntry(sid, false, ADVISING.e164(), PAT.e164(), body, status, code, at, at, 1);
  }

  /** A log of these pages. */
  private static final class Pages implements Gateway {
    private final Instant at;
    private final List<List<LogEntry>> pages;
    private final List<String> asked = new ArrayList<>();

    @SafeVarargs
    @SuppressWarnings("varargs")
    Pages(Instant at, List<LogEntry>... pages) {
      this.at = at;
      this.pages = Arrays.asList(pages);
    }

    @Override
    public LogPage log(PhoneNumber to, String next) {
      asked.add(next);
      int n = next == null ? 0 : Integer.parseInt(next);
      return new LogPage(pages.get(n), n + 1 < pages.size() ? String.valueOf(n + 1) : null, at);
    }

    @Override
    public Answer send(Text text) {
      throw new AssertionError("nothing is sent while looking");
    }

    @Override
    public void close() {}
  }
}
