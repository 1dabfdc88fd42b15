package org.heed.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.heed.TestClock;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sandbox's answers have every field of the published API, and no other. */
@NullUnmarked
class SandboxFieldsTest {
  private static final String MESSAGES = "/2010-04-01/Accounts/AC1/Messages.json";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path folder;
  private final TestClock clock = new TestClock(Instant.parse("2026-11-23T18:00:00Z"));
  private SandboxGateway sandbox;

  @BeforeEach
  void start() {
    sandbox = new SandboxGateway(0, folder, clock);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void an_answer_has_every_field_of_the_published_API() throws Exception {
    JsonNode created = ask("POST", MESSAGES, form("+13125550110"));
    JsonNode through = ask("POST", MESSAGES, form("+13125550110") + "&MessagingServiceSid=MG1");
    sandbox.reply("+13125550110", "+12025550100", "STOP");
    JsonNode refused = ask("POST", MESSAGES, form("+13125550110"));
    JsonNode list = ask("GET", MESSAGES, null);
    assertThat(fields(list)).containsExactlyInAnyOrderElementsOf(published("list"));
    assertThat(fields(refused)).containsExactlyInAnyOrderElementsOf(published("error"));
    List<JsonNode> messages = new ArrayList<>(List.of(created, through));
    list.get("messages").forEach(messages::add);
    messages.add(ask("GET", created.get("uri").asString(), null));
    assertThat(messages)
        .hasSize(8)
        .allSatisfy(
            one ->
                assertThat(fields(one)).containsExactlyInAnyOrderElementsOf(published("message")));
    assertThat(created.get("api_version").asString()).isEqualTo("2010-04-01");
    assertThat(created.get("messaging_service_sid").isNull()).isTrue();
    assertThat(through.get("messaging_service_sid").asString()).isEqualTo("MG1");
    assertThat(created.get("subresource_uris").get("media").asString())
        .endsWith(created.get("sid").asString() + "/Media.json");
    stop();
    start();
    assertThat(ask("GET", through.get("uri").asString(), null).get("messaging_service_sid"))
        .isEqualTo(through.get("messaging_service_sid"));
  }

  @Test
  void a_list_is_walked_to_its_end_and_back() throws Exception {
    for (int n = 10; n < 17; n++) {
      ask("POST", MESSAGES, form("+131255501" + n));
    }
    List<String> there = walk(MESSAGES + "?PageSize=3&From=%2B12025550100", "next_page_uri");
    assertThat(there).containsExactly("0 0-2 3", "1 3-5 3", "2 6-6 1");
    JsonNode page = ask("GET", MESSAGES + "?PageSize=3", null);
    String first = page.get("messages").toString();
    while (!page.get("next_page_uri").isNull()) {
      page = ask("GET", page.get("next_page_uri").asString(), null);
      assertThat(ask("GET", page.get("uri").asString(), null)).isEqualTo(page);
    }
    assertThat(walk(page.get("uri").asString(), "previous_page_uri"))
        .containsExactly("2 6-6 1", "1 3-5 3", "0 0-2 3");
    assertThat(ask("GET", page.get("first_page_uri").asString(), null).get("messages").toString())
        .isEqualTo(first);
  }

  private List<String> walk(String from, String field) throws Exception {
    List<String> pages = new ArrayList<>();
    for (String uri = from; uri != null; ) {
      JsonNode page = ask("GET", uri, null);
      pages.add(
          page.get("page").asInt()
              + " "
              + page.get("start").asInt()
              + "-"
              + page.get("end").asInt()
              + " "
              + page.get("messages").size());
      uri = page.get(field).isNull() ? null : page.get(field).asString();
    }
    return pages;
  }

  private static String form(String to) {
    return "From=%2B12025550100&Body=Hello&To=" + to.replace("+", "%2B");
  }

  private static List<String> fields(JsonNode node) {
    return StreamSupport.stream(((Iterable<String>) node.propertyNames()).spliterator(), false)
        .toList();
  }

  private static List<String> published(String what) throws IOException {
    try (var file = SandboxFieldsTest.class.getResourceAsStream("twilio-fields.txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith(what + ": "))
          .flatMap(line -> Arrays.stream(line.substring(what.length() + 2).split(" ", -1)))
          .toList();
    }
  }

  private JsonNode ask(String method, String target, String form) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + target))
            .header("Authorization", "Basic QUMxOng=")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .method(
                method,
                form == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(form));
    return JSON.readTree(
        HttpClient.newHttpClient()
            .send(request.build(), HttpResponse.BodyHandlers.ofString())
            .body());
  }
}
