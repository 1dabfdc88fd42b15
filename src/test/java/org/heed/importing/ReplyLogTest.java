package org.heed.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.heed.consent.OfficeTexts;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A list of what people replied is no campaign, whatever its columns are called (L7). */
@NullUnmarked
class ReplyLogTest {
  private static ImportWorld world(String header, List<String> texts) {
    List<String> rows = new ArrayList<>(List.of(header));
    for (int i = 0; i < texts.size(); i++) {
      rows.add("+1312555%04d,Advising,\"%s\"".formatted(i + 100, texts.get(i)));
    }
    ImportWorld world = ImportWorld.on(TestDatabase.HSQLDB);
    world.drop("log.csv", rows.toArray(String[]::new)).run();
    return world;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Phone,Sender,Text; please stop texting me|Thanks!|See you at 10|ok",
        "Phone,Sender,Text; Thanks!|See you at 10|ok great|wrong number",
        "phone,from,message; what time?|take me off your list please|thank you",
        "Cell,From,SMS; gracias|ya no quiero recibir mensajes|nos vemos",
        "Phone,Sender,Text; Thanks!|See you at 10|Please stop#texting me|I will be there",
        "Phone,Sender,Text; Thanks!|See you at 10|STOP|I will be there",
        "phone,from,message,received_on; I will be late|Thanks!|ok",
        "Phone,Sender,Text,Direction; Thanks!|Thanks!|Thanks!",
      })
  void L7_one_no_tells_a_list_of_replies_and_nobody_gets_their_words_back(
      String header, String texts) {
    ImportWorld world = world(header, Arrays.asList(texts.replace("#", "\r\n").split("\\|", -1)));
    assertThat(world.queued()).isEmpty();
    assertThat(world.content("rejected", ".receipt.txt"))
        .contains("a list of what people replied")
        .contains("phone and sms_status");
  }

  @Test
  void L7_a_row_that_says_what_people_say_is_left_out_of_a_campaign_of_one_text() {
    ImportWorld world =
        world(
            "phone,from,message",
            List.of(
                "See you",
                "See you",
                "See you",
                "See you",
                "See you",
                "See you",
                "please stop texting me"));
    assertThat(world.queued()).hasSize(6);
    assertThat(world.receipt("done", "log.csv"))
        .singleElement()
        .asString()
        .contains("what a person says who wants no more texts");
  }

  @Test
  void a_column_that_the_texts_are_filled_with_is_none_of_replies() {
    ImportWorld world =
        ImportWorld.on(TestDatabase.HSQLDB)
            .drop(
                "a.csv",
                "phone,from,message,direction",
                "+13125550101,Advising,Go {{direction}} on Main,north",
                "+13125550102,Advising,Turn {{direction}} on Oak,left")
            .drop(
                "b.csv",
                "phone,from,message,received_on",
                "+13125550101,Advising,Your form came on {{received_on}},Monday");
    world.run();
    assertThat(world.queued()).hasSize(3);
  }

  @Test
  void L7_what_offices_write_of_stopping_is_sent_each_row_another_text_or_not() {
    assertThat(world("phone,from,message", OfficeTexts.all()).queued())
        .hasSize(OfficeTexts.all().size());
  }
}
