package org.heed.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.MessageReader;
import java.net.URI;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.heed.address.PhoneNumber;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every server that speaks Twilio's API does, seen through the same client code. */
@NullUnmarked
abstract class GatewayContract {
  static final Instant NOW = Instant.parse("2026-11-23T18:00:00Z");
  static final PhoneNumber ADVISING = new PhoneNumber("+12025550100");
  static final PhoneNumber BURSAR = new PhoneNumber("+12025550101");
  static final PhoneNumber PAT = new PhoneNumber("+13125550110");
  static final PhoneNumber KIM = new PhoneNumber("+13125550111");

  private OneCallClient http;
  private TwilioGateway gateway;

  abstract URI baseUrl();

  /** A phone replies to a sender. */
  abstract void reply(PhoneNumber phone, PhoneNumber sender, String body);

  /** The gateway blocks this pair. */
  abstract void block(PhoneNumber sender, PhoneNumber phone);

  TwilioGateway gateway() {
    if (gateway == null) {
      http = new OneCallClient(baseUrl(), 4);
      gateway = new TwilioGateway(http, "AC1", "secret", "AC1", null);
    }
    return gateway;
  }

  private TwilioRestClient client() {
    gateway();
    return new TwilioRestClient.Builder("AC1", "secret").accountSid("AC1").httpClient(http).build();
  }

  @AfterEach
  void close() {
    if (gateway != null) {
      gateway.close();
    }
  }

  @Test
  void a_text_is_accepted_with_its_id_its_segments_and_the_gateways_time() {
    Answer answer = gateway().send(new Text(ADVISING, PAT, "Hello " + "a".repeat(155)));
    assertThat(answer.kind()).isEqualTo(Answer.Kind.ACCEPTED);
    assertThat(answer.gatewayId()).matches("SM[0-9a-f]{32}");
    assertThat(answer.segments()).isEqualTo(2);
    assertThat(answer.at()).isEqualTo(NOW);
    assertThat(answer.code()).isNull();
  }

  @Test
  void a_sent_text_is_on_the_list_under_its_id() {
    Answer answer = gateway().send(new Text(ADVISING, PAT, "Hello"));
    LogPage page = gateway().log(PAT, null);
    assertThat(page.at()).isEqualTo(NOW);
    assertThat(page.next()).isNull();
    assertThat(page.entries())
        .containsExactly(
            new LogEntry(
                answer.gatewayId(),
                false,
                ADVISING.e164(),
                PAT.e164(),
                "Hello",
                "queued",
                null,
                NOW,
                NOW,
                1));
  }

  @Test
  void G2_a_blocked_pair_is_refused_at_once_and_the_attempt_is_listed_as_failed() {
    block(ADVISING, PAT);
    Answer refused = gateway().send(new Text(ADVISING, PAT, "Hello"));
    assertThat(refused.kind()).isEqualTo(Answer.Kind.OPTED_OUT);
    assertThat(refused.code()).isEqualTo(21610);
    assertThat(refused.words()).isEqualTo("Attempt To Send To Unsubscribed Recipient 21610");
    assertThat(refused.gatewayId()).isNull();
    assertThat(refused.at()).isEqualTo(NOW);
    assertThat(gateway().log(PAT, null).entries().get(0))
        .returns("failed", LogEntry::status)
        .returns(21610, LogEntry::errorCode)
        .returns("Hello", LogEntry::body)
        .returns(false, LogEntry::inbound)
        .returns(true, LogEntry::failed);
  }

  @Test
  void G1_other_senders_still_reach_a_phone_that_blocked_one() {
    block(ADVISING, PAT);
    assertThat(gateway().send(new Text(BURSAR, PAT, "Hello")).kind())
        .isEqualTo(Answer.Kind.ACCEPTED);
    assertThat(gateway().send(new Text(ADVISING, KIM, "Hello")).kind())
        .isEqualTo(Answer.Kind.ACCEPTED);
  }

  @Test
  void L1_a_reply_is_an_inbound_row_of_the_list() {
    reply(PAT, BURSAR, "When is it due?");
    assertThat(gateway().log(null, null).entries())
        .singleElement()
        .returns(true, LogEntry::inbound)
        .returns(PAT.e164(), LogEntry::from)
        .returns(BURSAR.e164(), LogEntry::to)
        .returns("When is it due?", LogEntry::body)
        .returns("received", LogEntry::status)
        .returns(NOW, LogEntry::createdAt);
  }

  @Test
  void the_list_is_newest_first_and_a_growing_list_shifts_no_page() {
    for (int i = 0; i < 2100; i++) {
      reply(PAT, ADVISING, "reply " + i);
    }
    List<LogEntry> read = new ArrayList<>();
    LogPage page = gateway().log(null, null);
    assertThat(page.entries()).hasSize(1000);
    read.addAll(page.entries());
    while (page.next() != null) {
      reply(PAT, ADVISING, "a reply while the list is read");
      page = gateway().log(null, page.next());
      read.addAll(page.entries());
    }
    assertThat(read).hasSize(2100).extracting(LogEntry::sid).doesNotHaveDuplicates();
    assertThat(read)
        .extracting(entry -> Integer.parseInt(entry.body().substring(6)))
        .isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void a_filter_by_recipient_holds_on_every_page() {
    for (int i = 0; i < 1100; i++) {
      reply(KIM, ADVISING, "to Advising");
      reply(KIM, BURSAR, "to Bursar");
    }
    LogPage first = gateway().log(BURSAR, null);
    LogPage second = gateway().log(BURSAR, first.next());
    assertThat(first.entries()).hasSize(1000);
    assertThat(second.entries()).hasSize(100);
    assertThat(Stream.concat(first.entries().stream(), second.entries().stream()))
        .extracting(LogEntry::to)
        .containsOnly(BURSAR.e164());
  }

  @Test
  void the_three_date_filters_choose_by_the_time_of_sending() {
    reply(PAT, ADVISING, "Hello");
    record Filter(BiFunction<MessageReader, ZonedDateTime, MessageReader> set, String at, int n) {}
    List<Filter> filters =
        List.of(
            new Filter(MessageReader::setDateSent, "2026-11-23T00:00:00Z", 1),
            new Filter(MessageReader::setDateSent, "2026-11-22T00:00:00Z", 0),
            new Filter(MessageReader::setDateSentAfter, "2026-11-23T18:00:00Z", 1),
            new Filter(MessageReader::setDateSentAfter, "2026-11-23T18:00:01Z", 0),
            new Filter(MessageReader::setDateSentBefore, "2026-11-23T18:00:00Z", 1),
            new Filter(MessageReader::setDateSentBefore, "2026-11-23T17:59:59Z", 0));
    for (Filter filter : filters) {
      MessageReader reader =
          filter
              .set()
              .apply(Message.reader().setTo(ADVISING.e164()), ZonedDateTime.parse(filter.at()));
      assertThat(reader.firstPage(client()).getRecords()).as(filter.at()).hasSize(filter.n());
    }
  }

  @Test
  void a_date_filter_hides_what_was_never_sent() {
    block(ADVISING, PAT);
    gateway().send(new Text(ADVISING, PAT, "Hello"));
    assertThat(
            Message.reader()
                .setFrom(ADVISING.e164())
                .setDateSentAfter(ZonedDateTime.parse("2026-11-01T00:00:00Z"))
                .firstPage(client())
                .getRecords())
        .filteredOn(message -> "Hello".equals(message.getBody()))
        .isEmpty();
  }

  @Test
  void a_message_is_fetched_by_its_id() {
    String sid = gateway().send(new Text(ADVISING, PAT, "a".repeat(161))).gatewayId();
    Message message = Message.fetcher(sid).fetch(client());
    assertThat(message.getSid()).isEqualTo(sid);
    assertThat(message.getTo()).isEqualTo(PAT.e164());
    assertThat(message.getNumSegments()).isEqualTo("2");
    assertThat(message.getDateCreated().toInstant()).isEqualTo(NOW);
    assertThat(message.getDirection()).isEqualTo(Message.Direction.OUTBOUND_API);
  }
}
