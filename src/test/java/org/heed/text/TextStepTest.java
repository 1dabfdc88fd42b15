package org.heed.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.heed.HeedApplication;
import org.heed.address.PhoneNumber;
import org.heed.gateway.Answer.Kind;
import org.heed.gateway.Gateway;
import org.heed.gateway.Text;
import org.heed.job.Night;
import org.heed.night.QueueReader;
import org.heed.queue.OnlyCampaign;
import org.heed.queue.QueuedText;
import org.heed.routing.Router;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

@ParameterizedClass
@EnumSource(TestDatabase.class)
@NullUnmarked
class TextStepTest {
  private static final String ADVISING = "+12025550100";
  private static final String BURSAR = "+12025550101";
  private static final String PAT = "+13125550110";
  private static final String PAT_HOME = "+13125550111";
  private static final String KIM = "+13125550112";

  @Parameter TestDatabase database;
  @TempDir Path home;

  private final ScriptedGateway gateway = new ScriptedGateway();
  private ConfigurableApplicationContext context;
  private JdbcTemplate jdbc;

  @BeforeEach
  void start() {
    ApplicationContextInitializer<GenericApplicationContext> beans =
        target -> {
          target.registerBean(Gateway.class, () -> gateway);
          target.registerBean(Clock.class, () -> Clock.fixed(ScriptedGateway.NOW, ZoneOffset.UTC));
        };
    context =
        HeedApplication.application()
            .initializers(beans)
            .run(
                "--heed.home=" + home,
                "--spring.datasource.url=" + database.url(home),
                "--heed.delivery.backoff=1ms",
                "--heed.senders[0].number=" + ADVISING,
                "--heed.senders[0].name=Advising",
                "--heed.senders[1].number=" + BURSAR,
                "--heed.senders[1].name=Bursar");
    jdbc = context.getBean(JdbcTemplate.class);
    Object now = ScriptedGateway.NOW.atOffset(ZoneOffset.UTC);
    jdbc.update("insert into sender values (?, 'Advising'), (?, 'Bursar')", ADVISING, BURSAR);
    jdbc.update(
        "insert into import_file (id, name, taken_as, sha256, state, taken_at)"
            + " values (1, 'a.csv', 'a.csv', 'x', 'DONE', ?)",
        now);
    jdbc.update(
        "insert into campaign (id, file_id, name, accepted_at) values (1, 1, 'welcome', ?)", now);
    person(1, "pat@example.edu", PAT, PAT_HOME);
    person(2, "kim@example.edu", KIM);
  }

  @AfterEach
  void stop() {
    context.close();
  }

  @Test
  void O1_a_refusal_disables_every_phone_of_the_person_and_no_other() throws Exception {
    refuse(PAT);
    message(1, 1, ADVISING);
    message(2, 2, ADVISING);
    night();
    assertThat(status(PAT)).isEqualTo("DISABLED");
    assertThat(status(PAT_HOME)).isEqualTo("DISABLED");
    assertThat(status(KIM)).isEqualTo("DEFAULT");
  }

  @Test
  void O2_no_request_follows_a_refusal_whatever_the_concurrency() throws Exception {
    for (int i = 0; i < 30; i++) {
      person(100 + i, "p" + i + "@example.edu", number(i));
    }
    for (int line = 1; line <= 900; line++) {
      message(line, 100 + line % 30, line % 2 == 0 ? ADVISING : BURSAR);
    }
    gateway.script(
        text ->
            gateway.requestsTo(text.to().e164()).size() == 3
                ? ScriptedGateway.answer(Kind.OPTED_OUT, 21610)
                : gateway.accepted());
    night();
    assertThat(gateway.overlapped()).isFalse();
    for (int i = 0; i < 30; i++) {
      assertThat(gateway.requestsTo(number(i))).hasSize(3);
    }
    assertThat(count("message where channel = 'EMAIL' and status = 'READY'")).isEqualTo(30 * 28);
    assertThat(count("message where status = 'SENT'")).isEqualTo(30 * 2);
  }

  @Test
  void O2_people_who_share_a_number_are_one_lane_in_queue_order() throws Exception {
    jdbc.update("update person set lane = 1 where id = 2");
    List<String> order = new ArrayList<>();
    AtomicInteger open = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    gateway.script(
        text -> {
          most.accumulateAndGet(open.incrementAndGet(), Math::max);
          synchronized (order) {
            order.add(text.body());
          }
          open.decrementAndGet();
          return gateway.accepted();
        });
    for (int line = 1; line <= 40; line++) {
      message(line, 1 + line % 2, ADVISING);
    }
    night();
    assertThat(most).hasValue(1);
    assertThat(order.stream().map(body -> body.lines().findFirst().orElseThrow()))
        .containsExactlyElementsOf(
            java.util.stream.IntStream.rangeClosed(1, 40).mapToObj(n -> "text " + n).toList());
  }

  @Test
  void O4_the_refused_text_stays_on_the_report_and_its_message_goes_by_email() throws Exception {
    refuse(PAT);
    message(1, 1, ADVISING);
    night();
    assertThat(
            jdbc.queryForList(
                "select channel, destination, status, error_code, error from message_report"
                    + " order by attempted_at nulls last"))
        .extracting(row -> row.values().toString())
        .containsExactly(
            "[SMS, " + PAT + ", FAILED, 21610, Attempt To Send To Unsubscribed Recipient 21610]",
            "[EMAIL, pat@example.edu, READY, null, null]");
  }

  @Test
  void R4_a_refused_text_without_an_address_fails_with_its_reason() throws Exception {
    jdbc.update("update person set email = null where id = 1");
    refuse(PAT);
    message(1, 1, ADVISING);
    night();
    assertThat(
            jdbc.queryForList(
                "select channel, status, error from message_report where error_code is null"))
        .containsExactly(row("FAILED", "the person opted out of texts and has no email address"));
  }

  @Test
  void R5_a_landline_goes_by_email_and_is_remembered_without_being_an_opt_out() throws Exception {
    gateway.script(text -> ScriptedGateway.answer(Kind.NOT_TEXTABLE, 21614));
    message(1, 1, ADVISING);
    night();
    assertThat(status(PAT)).isEqualTo("DEFAULT");
    assertThat(count("phone where not_textable_code = 21614")).isEqualTo(1);
    assertThat(count("message where channel = 'EMAIL' and status = 'READY'")).isEqualTo(1);
    assertThat(count("opt_outs")).isZero();
  }

  @Test
  void R6_an_account_fault_stops_the_run_and_texts_stay_queued() throws Exception {
    gateway.script(text -> ScriptedGateway.answer(Kind.ACCOUNT_FAULT, 20003));
    for (int line = 1; line <= 20; line++) {
      message(line, 1, ADVISING);
    }
    night();
    assertThat(gateway.requests()).hasSize(1);
    assertThat(count("message where status = 'READY'")).isEqualTo(20);
    assertThat(context.getBean(Night.class).problems())
        .singleElement()
        .asString()
        .contains("20003");
  }

  @Test
  void R6_no_answer_is_in_doubt_and_never_sent_again() throws Exception {
    gateway.script(text -> ScriptedGateway.answer(Kind.IN_DOUBT, 503));
    message(1, 1, ADVISING);
    night();
    night();
    assertThat(gateway.requests()).hasSize(1);
    assertThat(count("message where status = 'IN_DOUBT'")).isEqualTo(1);
  }

  @Test
  void R6_what_was_surely_not_processed_is_tried_again_with_the_same_text() throws Exception {
    gateway.script(
        text ->
            gateway.requests().size() < 3
                ? ScriptedGateway.answer(Kind.RETRY, 429)
                : gateway.accepted());
    message(1, 1, ADVISING);
    night();
    assertThat(gateway.requests()).hasSize(3);
    assertThat(gateway.requests().stream().map(Text::body).distinct()).hasSize(1);
    assertThat(count("message_report where status = 'SENT'")).isEqualTo(1);
    assertThat(count("message_report")).isEqualTo(1);
  }

  @Test
  void R7_a_text_outside_the_window_is_held() throws Exception {
    Instant night = Instant.parse("2026-11-24T03:30:00Z");
    message(1, 1, ADVISING);
    jdbc.update("update message set status = 'READY', channel = 'SMS', destination = ?", PAT);
    context
        .getBean(Claims.class)
        .claimAt(
            List.of(
                new QueuedText(
                    id(1), 1, 1, new PhoneNumber(ADVISING), new PhoneNumber(PAT), List.of(1L))),
            1,
            new Whole(),
            night);
    assertThat(count("message where status = 'HELD' and held_until is not null")).isEqualTo(1);
  }

  @Test
  void R8_only_the_first_text_of_a_sender_says_how_to_stop() throws Exception {
    message(1, 1, ADVISING);
    message(2, 1, ADVISING);
    message(3, 1, BURSAR);
    night();
    assertThat(gateway.requests())
        .extracting(Text::body)
        .containsExactly(
            "text 1\nReply STOP to opt out", "text 2", "text 3\nReply STOP to opt out");
  }

  private void night() throws Exception {
    Router router = context.getBean(Router.class);
    Night night = context.getBean(Night.class);
    night.begin(Night.Mode.WHOLE, List.of());
    QueueReader reader =
        new QueueReader(jdbc, new OnlyCampaign(), router, night::mode, router::now);
    reader.open(new org.springframework.batch.infrastructure.item.ExecutionContext());
    List<Router.Routed> routed = new ArrayList<>();
    for (Router.Routable next = reader.read(); next != null; next = reader.read()) {
      routed.add(router.route(next));
    }
    router.write(routed);
    context.getBean(TextStep.class).work(1);
  }

  private void refuse(String number) {
    gateway.script(
        text ->
            text.to().e164().equals(number)
                ? ScriptedGateway.answer(Kind.OPTED_OUT, 21610)
                : gateway.accepted());
  }

  private void person(long id, String email, String... numbers) {
    Object now = ScriptedGateway.NOW.atOffset(ZoneOffset.UTC);
    jdbc.update(
        "insert into person (id, student_id, email, lane, added_at) values (?, ?, ?, ?, ?)",
        id,
        "S" + id,
        email,
        id,
        now);
    for (int i = 0; i < numbers.length; i++) {
      jdbc.update("insert into phone (number) values (?)", numbers[i]);
      jdbc.update(
          "insert into listing (person_id, number, phone_type, position, listed_at) values (?, ?,"
              + " 'Mobile', ?, ?)",
          id,
          numbers[i],
          i,
          now);
    }
  }

  private void message(int line, long person, String sender) {
    jdbc.update(
        "insert into message (campaign_id, line, person_id, sender, body, queued_at, status)"
            + " values (1, ?, ?, ?, ?, ?, 'READY')",
        line,
        person,
        sender,
        "text " + line,
        ScriptedGateway.NOW.atOffset(ZoneOffset.UTC));
  }

  private long id(int line) {
    return count("message where line <= " + line) == 0
        ? 0
        : jdbc.queryForObject("select id from message where line = ?", Long.class, line);
  }

  private static String number(int i) {
    return "+1415555" + String.format("%04d", 1000 + i);
  }

  private String status(String number) {
    return jdbc.queryForObject(
        "select sms_status from phone where number = ?", String.class, number);
  }

  private int count(String from) {
    return jdbc.queryForObject("select count(*) from " + from, Integer.class);
  }

  private static Map<String, Object> row(String status, String error) {
    Map<String, Object> row = new org.springframework.util.LinkedCaseInsensitiveMap<>();
    row.put("channel", null);
    row.put("status", status);
    row.put("error", error);
    return row;
  }
}
