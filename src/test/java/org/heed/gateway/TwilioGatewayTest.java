package org.heed.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.heed.address.PhoneNumber;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The exact request that goes out, and how many at once. */
@NullUnmarked
class TwilioGatewayTest {
  private static final int CONCURRENCY = 64;
  private static final Text TEXT =
      new Text(
          new PhoneNumber("+12025550100"), new PhoneNumber("+13125550110"), "Grüße & 100 %\n😀");

  private final AtomicInteger sid = new AtomicInteger();
  private final RawServer.Script accepts =
      (request, socket) ->
          RawServer.json(201, "{\"sid\": \"SM" + sid.incrementAndGet() + "\"}")
              .answer(request, socket);

  @Test
  void a_text_is_one_POST_with_sender_recipient_and_body_under_the_account() {
    RawServer.Request request = sent("AC1", "token", null);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.target()).isEqualTo("/2010-04-01/Accounts/AC1/Messages.json");
    assertThat(request.form())
        .isEqualTo(
            Map.of(
                "From",
                "+12025550100",
                "To",
                "+13125550110",
                "Body",
                "Grüße & 100 %\n😀",
                "ValidityPeriod",
                "36000"));
    assertThat(request.headers())
        .containsEntry("authorization", basic("AC1:token"))
        .containsEntry("accept", "application/json")
        .containsEntry("content-type", "application/x-www-form-urlencoded; charset=UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "undefined", " ", "a=b&c=d+e %20", "\u0000", "NULL"})
  void a_text_leaves_as_it_is_whatever_word_it_is(String body) {
    try (RawServer server = new RawServer(accepts);
        TwilioGateway gateway =
            new TwilioGateway(
                new OneCallClient(server.baseUrl(), 1), "AC1", "token", "AC1", null)) {
      gateway.send(new Text(TEXT.from(), TEXT.to(), body));
      assertThat(server.requests().get(0).form()).containsEntry("Body", body);
    }
  }

  @Test
  void R10_a_request_says_how_long_its_text_may_take_as_the_last_look_says() {
    try (RawServer server = new RawServer(accepts);
        TwilioGateway gateway =
            new TwilioGateway(
                new OneCallClient(server.baseUrl(), 1), "AC1", "token", "AC1", null)) {
      assertThat(gateway.send(TEXT, () -> 119).kind()).isEqualTo(Answer.Kind.ACCEPTED);
      assertThat(gateway.send(TEXT, () -> 0).kind()).isEqualTo(Answer.Kind.HELD_BACK);
      assertThat(gateway.send(TEXT, () -> 1).kind()).isEqualTo(Answer.Kind.ACCEPTED);
      assertThat(server.requests())
          .extracting(request -> request.form().get("ValidityPeriod"))
          .containsExactly("119", "1");
    }
  }

  @Test
  void an_api_key_signs_in_for_the_account() {
    RawServer.Request request = sent("SK1", "its secret", null);
    assertThat(request.target()).isEqualTo("/2010-04-01/Accounts/AC1/Messages.json");
    assertThat(request.headers()).containsEntry("authorization", basic("SK1:its secret"));
  }

  @Test
  void with_a_messaging_service_the_sender_stays_the_one_that_was_named() {
    assertThat(sent("AC1", "token", "MG1").form())
        .containsEntry("MessagingServiceSid", "MG1")
        .containsEntry("From", "+12025550100");
    assertThat(sent("AC1", "token", " ").form()).doesNotContainKey("MessagingServiceSid");
  }

  @Test
  void a_base_url_may_have_a_path_of_its_own() {
    try (RawServer server = new RawServer(accepts);
        TwilioGateway gateway =
            new TwilioGateway(
                new OneCallClient(server.baseUrl().resolve("/proxy/twilio/"), 1),
                "AC1",
                "token",
                "AC1",
                null)) {
      gateway.send(TEXT);
      assertThat(server.requests().get(0).target())
          .isEqualTo("/proxy/twilio/2010-04-01/Accounts/AC1/Messages.json");
    }
  }

  @Test
  void as_many_texts_are_in_flight_at_once_as_the_concurrency() throws Exception {
    CyclicBarrier all = new CyclicBarrier(CONCURRENCY);
    ExecutorService callers = Executors.newFixedThreadPool(CONCURRENCY);
    try (RawServer server =
            new RawServer(
                (request, socket) -> {
                  try {
                    all.await(20, TimeUnit.SECONDS);
                  } catch (Exception fewer) {
                    RawServer.json(500, "{}").answer(request, socket);
                    return;
                  }
                  accepts.answer(request, socket);
                });
        TwilioGateway gateway =
            new TwilioGateway(
                new OneCallClient(server.baseUrl(), CONCURRENCY), "AC1", "token", "AC1", null)) {
      List<Future<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 3 * CONCURRENCY; i++) {
        answers.add(callers.submit(() -> gateway.send(TEXT)));
      }
      List<String> ids = new ArrayList<>();
      for (Future<Answer> answer : answers) {
        assertThat(answer.get().kind()).isEqualTo(Answer.Kind.ACCEPTED);
        ids.add(answer.get().gatewayId());
      }
      assertThat(ids).doesNotHaveDuplicates();
      assertThat(server.posts()).hasSize(3 * CONCURRENCY);
    } finally {
      callers.shutdownNow();
    }
  }

  private RawServer.Request sent(String user, String secret, String service) {
    try (RawServer server = new RawServer(accepts);
        TwilioGateway gateway =
            new TwilioGateway(
                new OneCallClient(server.baseUrl(), 1), user, secret, "AC1", service)) {
      assertThat(gateway.send(TEXT).kind()).isEqualTo(Answer.Kind.ACCEPTED);
      assertThat(server.requests()).hasSize(1);
      return server.requests().get(0);
    }
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }
}
