package org.heed.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.heed.TestClock;
import org.heed.address.ConfigurationProblem;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the sandbox does beyond the contract, by plain HTTP. */
@NullUnmarked
class SandboxGatewayTest {
  private static final String ADVISING = "+12025550100";
  private static final String BURSAR = "+12025550101";
  private static final String PAT = "+13125550110";
  private static final String MESSAGES = "/2010-04-01/Accounts/AC1/Messages";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path folder;
  private final TestClock clock = new TestClock(Instant.parse("2026-11-23T18:00:00.7Z"));
  private final HttpClient http = HttpClient.newHttpClient();
  private SandboxGateway sandbox;

  @BeforeEach
  void start() {
    sandbox = new SandboxGateway(0, folder, clock);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "STOP",
        "stop",
        "Stop",
        "STOPALL",
        "StopAll",
        "QUIT",
        "quit",
        "END",
        "end",
        "CANCEL",
        "cancel",
        "UNSUBSCRIBE",
        "unsubscribe",
        "OPTOUT",
        "OptOut",
        "REVOKE",
        "revoke"
      })
  void G1_each_of_the_eight_words_in_any_case_blocks_the_one_pair(String word) throws Exception {
    sandbox.reply(PAT, ADVISING, word);
    assertThat(code(text(ADVISING, PAT, "Hello"))).isEqualTo(21610);
    assertThat(text(BURSAR, PAT, "Hello").statusCode()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"STOP.", " STOP", "STOP ALL", "OPT OUT", "please stop", "START", "no", ""})
  void G1_nothing_else_blocks_it(String reply) throws Exception {
    sandbox.reply(PAT, ADVISING, reply);
    assertThat(text(ADVISING, PAT, "Hello").statusCode()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"START", "start", "YES", "Yes", "UNSTOP", "unstop"})
  void G3_an_opt_in_lifts_the_block_of_that_one_pair(String word) throws Exception {
    sandbox.reply(PAT, ADVISING, "STOP");
    sandbox.reply(PAT, BURSAR, "STOP");
    sandbox.reply(PAT, ADVISING, word);
    assertThat(text(ADVISING, PAT, "Hello").statusCode()).isEqualTo(201);
    assertThat(code(text(BURSAR, PAT, "Hello"))).isEqualTo(21610);
  }

  @ParameterizedTest
  @CsvSource({
    "1,201",
    "36000,201",
    "0,400",
    "36001,400",
    "100000,400",
    "-1,400",
    "4h,400",
    "1.5,400"
  })
  void R10_a_validity_period_is_taken_as_the_published_API_takes_it(String validity, int status)
      throws Exception {
    HttpResponse<String> answer = text(ADVISING, PAT, "Hello", "&ValidityPeriod=" + validity);
    assertThat(answer.statusCode()).isEqualTo(status);
    if (status == 400) {
      assertThat(code(answer)).isEqualTo(21624);
    }
  }

  @Test
  void R10_what_waits_longer_than_its_validity_period_ends_as_expired() throws Exception {
    text(ADVISING, PAT, "Hello", "&ValidityPeriod=60");
    text(ADVISING, PAT, "Hello", "&ValidityPeriod=3600");
    sandbox.setProgress(Duration.ofMinutes(10));
    clock.advance(Duration.ofSeconds(59));
    assertThat(list("To=" + encode(PAT)).findValuesAsString("status"))
        .containsExactly("queued", "queued");
    stop();
    start();
    sandbox.setProgress(Duration.ofMinutes(10));
    clock.advance(Duration.ofSeconds(2));
    assertThat(list("To=" + encode(PAT)).findValuesAsString("status"))
        .containsExactly("queued", "failed");
    clock.advance(Duration.ofMinutes(10));
    assertThat(list("To=" + encode(PAT)).findValuesAsString("status"))
        .containsExactly("delivered", "failed");
    assertThat(list("To=" + encode(PAT)).findValues("error_code"))
        .extracting(JsonNode::toString)
        .containsExactly("null", "30036");
  }

  @Test
  void G1_the_gateway_confirms_a_keyword_once_and_nothing_else() throws Exception {
    sandbox.reply(PAT, ADVISING, "STOP");
    sandbox.reply(PAT, ADVISING, "why?");
    sandbox.reply(PAT, ADVISING, "START");
    assertThat(list("To=" + encode(PAT)).findValuesAsString("direction"))
        .containsExactly("outbound-reply", "outbound-reply");
  }

  @ParameterizedTest
  @CsvSource({
    "+12025550100,+15005550001,21211",
    "+12025550100,+15005550002,21612",
    "+12025550100,+15005550003,21408",
    "+12025550100,+15005550004,21610",
    "+12025550100,+15005550009,21614",
    "+15005550007,+13125550110,21606",
    "5550100,+13125550110,21212",
    "'',+13125550110,21603",
    "+12025550100,5550110,21211",
    "+12025550100,'',21604"
  })
  void a_number_that_cannot_work_is_refused_with_its_code(String from, String to, int code)
      throws Exception {
    HttpResponse<String> answer = text(from, to, "Hello");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(code(answer)).isEqualTo(code);
  }

  @Test
  void a_valid_test_sender_may_text() throws Exception {
    assertThat(text("+15005550006", PAT, "Hello").statusCode()).isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource({"0,21602", "1601,21617"})
  void a_text_must_have_a_length_that_can_be_sent(int length, int code) throws Exception {
    assertThat(code(text(ADVISING, PAT, "a".repeat(length)))).isEqualTo(code);
  }

  @Test
  void a_text_proceeds_from_queued_to_sent_to_delivered() throws Exception {
    sandbox.setProgress(Duration.ofSeconds(10));
    text(ADVISING, PAT, "Hello");
    List<String> seen = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      JsonNode row = list("").get("messages").get(0);
      seen.add(row.get("status").asString() + (row.get("date_sent").isNull() ? "" : " sent"));
      clock.advance(Duration.ofSeconds(4));
    }
    assertThat(seen).containsExactly("queued", "queued", "sent sent", "delivered sent");
  }

  @Test
  void G2_through_a_messaging_service_a_refusal_comes_late() throws Exception {
    sandbox.reply(PAT, ADVISING, "STOP");
    HttpResponse<String> answer =
        post(MESSAGES + ".json", form(ADVISING, PAT, "Hello") + "&MessagingServiceSid=MG1");
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.body()).contains("\"status\":\"accepted\"").contains("\"error_code\":null");
    JsonNode before = list("To=" + encode(PAT)).get("messages").get(0);
    assertThat(before.get("status").asString()).isEqualTo("accepted");
    assertThat(before.get("error_code").isNull()).isTrue();
    clock.advance(Duration.ofMinutes(1));
    JsonNode after = list("To=" + encode(PAT)).get("messages").get(0);
    assertThat(after.get("status").asString()).isEqualTo("failed");
    assertThat(after.get("error_code").asInt()).isEqualTo(21610);
    assertThat(after.get("sid")).isEqualTo(before.get("sid"));
  }

  @Test
  void a_reply_can_be_added_from_another_process() throws Exception {
    HttpResponse<String> answer = post("/sandbox/replies", form(PAT, ADVISING, "Stop"));
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(code(text(ADVISING, PAT, "Hello"))).isEqualTo(21610);
    assertThat(post("/sandbox/replies", "From=Pat&To=Advising&Body=x").statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PageSize=0",
        "PageSize=-1",
        "PageSize=many",
        "PageSize=99999999999999999999",
        "PageToken=PA1",
        "DateSent=yesterday",
        "DateSent%3E=2026-13-01",
        "DateSent%3C=2026-11-23T25:00:00Z",
        "DateSent=%00"
      })
  void a_parameter_that_cannot_be_read_is_named(String query) throws Exception {
    HttpResponse<String> answer = get(MESSAGES + ".json?" + query);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("Invalid parameter " + query.replaceAll("[%=].*", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PageSize=5000",
        "Page=7",
        "Nonsense=1",
        "DateSent=2026-11-23",
        "DateSent%3E=2026-11-23",
        "DateSent%3C=2026-11-23",
        "DateSent%3E=2026-11-23T18:00:00",
        "&&=",
        "To="
      })
  void a_parameter_it_does_not_know_or_a_date_of_either_kind_is_fine(String query)
      throws Exception {
    sandbox.reply(PAT, ADVISING, "Hello");
    HttpResponse<String> answer = get(MESSAGES + ".json?" + query);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(JSON.readTree(answer.body()).get("messages")).hasSize(query.equals("To=") ? 0 : 1);
  }

  @ParameterizedTest
  @CsvSource({
    ",401",
    "Bearer abc,401",
    "Basic ???,401",
    "Basic QUMx,401",
    "Basic QUMxOg==,401",
    "Basic QUMxOnNlY3JldA==,200"
  })
  void only_who_signs_in_is_answered(String authorization, int status) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(MESSAGES + ".json"));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(status == 200 || code(answer) == 20003).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/,404",
    "GET,/2010-04-01/Accounts/AC1/Calls.json,404",
    "GET,/2010-04-01/Accounts/AC1/Messages/SM1.json,404",
    "DELETE,/2010-04-01/Accounts/AC1/Messages.json,405",
    "POST,/2010-04-01/Accounts/AC1/Messages/SM1.json,405",
    "GET,/sandbox/replies,404"
  })
  void what_it_does_not_have_is_said_so(String method, String path, int status) throws Exception {
    HttpResponse<String> answer =
        http.send(
            signed(path).method(method, HttpRequest.BodyPublishers.noBody()).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(status);
  }

  @Test
  void the_next_start_knows_what_was_said_even_after_a_kill_in_the_middle_of_a_line()
      throws Exception {
    sandbox.reply(PAT, ADVISING, "STOP");
    sandbox.close();
    Path journal = folder.resolve("gateway.jsonl");
    Files.writeString(journal, "{\"order\":3,\"sid\":\"SM", StandardOpenOption.APPEND);
    sandbox = new SandboxGateway(0, folder, clock);
    assertThat(code(text(ADVISING, PAT, "Hello"))).isEqualTo(21610);
    assertThat(list("").get("messages")).hasSize(3);
    assertThat(Files.readAllLines(journal)).hasSize(3);
  }

  @Test
  void a_file_that_is_no_journal_and_a_port_in_use_are_the_operators_to_mend() throws Exception {
    assertThatThrownBy(() -> new SandboxGateway(sandbox.port(), folder.resolve("other"), clock))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageStartingWith("--gateway-port: found " + sandbox.port() + ", expected");
    sandbox.close();
    Files.writeString(folder.resolve("gateway.jsonl"), "{}\nnonsense\n");
    assertThatThrownBy(() -> new SandboxGateway(0, folder, clock))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageStartingWith("heed.home: the sandbox's file ");
  }

  @Test
  void a_hundred_thousand_rows_are_listed_by_recipient_and_known_at_the_next_start()
      throws Exception {
    for (int i = 0; i < 100_000; i++) {
      sandbox.reply("+1312%07d".formatted(5550000 + i % 50_000), ADVISING, "row " + i);
    }
    sandbox.reply(ADVISING, PAT, "the needle");
    sandbox.close();
    sandbox = new SandboxGateway(0, folder, clock);
    // Each of these would read the whole book if lists to one number had no index.
    for (int i = 0; i < 500; i++) {
      assertThat(list("PageSize=1000&To=" + encode(PAT)).get("messages")).hasSize(1);
    }
    assertThat(list("PageSize=1000").get("messages")).hasSize(1000);
  }

  private HttpResponse<String> text(String from, String to, String body) throws Exception {
    return text(from, to, body, "");
  }

  private HttpResponse<String> text(String from, String to, String body, String more)
      throws Exception {
    return post(MESSAGES + ".json", form(from, to, body) + more);
  }

  private JsonNode list(String query) throws Exception {
    return JSON.readTree(get(MESSAGES + ".json?" + query).body());
  }

  private HttpResponse<String> post(String path, String form)
      throws IOException, InterruptedException {
    return http.send(
        signed(path).POST(HttpRequest.BodyPublishers.ofString(form)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(signed(path).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder signed(String path) {
    return HttpRequest.newBuilder(uri(path)).header("Authorization", "Basic QUMxOnNlY3JldA==");
  }

  private URI uri(String path) {
    return URI.create(sandbox.baseUrl() + path);
  }

  private static int code(HttpResponse<String> answer) {
    return JSON.readTree(answer.body()).get("code").asInt();
  }

  private static String form(String from, String to, String body) {
    return "From=" + encode(from) + "&To=" + encode(to) + "&Body=" + encode(body);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
