package org.heed.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.heed.consent.SmsStatus;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class ConsentWordTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DISABLED",
        "Opted Out",
        "opted-out",
        "OPTED_OUT",
        "Opt out",
        "OptOut",
        "optedout",
        "Out",
        "unsubscribed",
        "Unsubscribe",
        "STOP",
        "Stop.",
        "STOPALL",
        "stop all",
        "Stopped",
        "No",
        "N",
        "no.",
        "FALSE",
        "f",
        "0",
        "OFF",
        "off ",
        "Inactive",
        "Revoked",
        "Declined",
        "Do Not Text",
        "do not contact",
        "don't text",
        "Don\u2019t text",
        "Not subscribed",
        "Not opted in",
        "DNC",
        "\u200bDISABLED",
        "DIS\u00adABLED",
        "\"DISABLED\"",
        "\uff24isabled",
        "(disabled)",
        "Opted out on 11/5/2026",
        "OPTED OUT - by phone",
        "Unsubscribed (STOP)",
        "STOP received 2026-11-05",
        "disabled by staff",
        "Please stop texting me",
        "no more texts please",
        "No longer enabled",
        "no longer active",
        "No longer subscribed to SMS",
        "no longer wants texts",
        "Does not want texts",
        "do not wish to receive texts",
        "D",
        "Not enabled",
        "Not currently enabled",
        "Not allowed",
        "not permitted",
        "Never opted in",
        "Did not opt in",
        "Has not consented",
        "Non-active",
        "In-active",
        "De-activated",
        "Un-subscribed",
        "dis abled",
        "Student has opted out",
        "Has unsubscribed",
        "texted STOP",
        "Replied \"STOP\"",
        "wants to stop",
        "Asked to be removed",
        "Consent withdrawn",
        "Consent: no",
        "No consent",
        "revoked consent",
        "refused texts",
        "Turned off",
        "is off",
        "not to be texted",
        "Never text",
        "SMS disabled",
        "Permanently disabled",
        "objected",
        "barred",
        "Baja",
        "de baja",
        "ARRÊT",
        "Arre\u0302t",
        "Arret",
        "désabonné",
        "Nein",
        "abgemeldet",
        "não",
        "退订",
        "取消",
        "수신거부",
        "huỷ",
        "إيقاف"
      })
  void L7_off_is_understood_in_many_words(String word) {
    assertThat(ConsentWord.read(word)).contains(SmsStatus.DISABLED);
    assertThat(ConsentWord.read(word.toUpperCase(Locale.ROOT))).contains(SmsStatus.DISABLED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ENABLED", "enabled", " Enabled ", "Opted In", "opt-in", "Subscribed"})
  void L7_on_is_a_short_list(String word) {
    assertThat(ConsentWord.read(word)).contains(SmsStatus.ENABLED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "?",
        "DEFAULT",
        "unknown",
        "n/a",
        "#N/A",
        "NULL",
        "none",
        "maybe",
        "pending",
        "No preference",
        "no answer",
        "Opted out: no",
        "Opt out - FALSE",
        "not opted out",
        "never opted out",
        "no longer opted out",
        "opted out, then in again",
        "unsubscribed, resubscribed 2026",
        "do not stop",
        "do not unsubscribe",
        "not disabled",
        "no longer disabled",
        "not yet enabled",
        "not enabled yet",
        "no consent yet",
        "never texted",
        "not contacted",
        "not SMS capable",
        "refused to opt out",
        "opt-out revoked? no",
        "removed from opt-out list",
        "withdrew their opt-out",
        "did not opt out",
        "was not asked",
        "E",
        "Da",
        "delivered",
        "default",
        "un-opted-out",
        "YES",
        "true",
        "1",
        "on",
        "notes",
        "nothing",
        "5",
        "endless"
      })
  void L7_what_is_clearly_neither_is_neither(String word) {
    assertThat(ConsentWord.read(word)).isEmpty();
  }
}
