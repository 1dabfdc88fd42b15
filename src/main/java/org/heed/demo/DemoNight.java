package org.heed.demo;

import java.time.LocalDate;
import java.util.List;

/**
 * One of the sample nights.
 *
 * @param day on which it is
 * @param watched whose messages are shown, by student id
 * @param before what has happened since the night before
 * @param after what there is to see
 */
record DemoNight(LocalDate day, String watched, List<String> before, List<String> after) {
  private static final String MARIA = "H1001";
  private static final String DANIEL = "H1002";

  /** Opt-outs are learned from refused texts alone. */
  static final List<DemoNight> WITHOUT_REPLIES =
      List.of(
          new DemoNight(
              LocalDate.of(2026, 9, 14),
              MARIA,
              List.of("Advising has dropped its campaign into the inbox; 204 students are queued."),
              List.of(
                  "A few go by email, because no phone is listed that may be texted.",
                  "At 18:20 Maria replies STOP to Advising. The gateway blocks Advising for her",
                  "phone, for this one sender, and tells nobody.")),
          new DemoNight(
              LocalDate.of(2026, 9, 15),
              MARIA,
              List.of("Now the Bursar texts. Nobody at the university knows of Maria's STOP."),
              List.of(
                  "That is the opt-out delay: the Bursar's text still went out.",
                  "Maria replies STOP to the Bursar as well.")),
          new DemoNight(
              LocalDate.of(2026, 9, 16),
              MARIA,
              List.of("Advising texts again. For Maria the gateway refuses with error 21610."),
              List.of(
                  "From this refusal on, both of Maria's phones are off for every office, and the",
                  "refused message reached her by email in the same night.",
                  "At 20:10 she changes her mind and texts START to Advising.")),
          new DemoNight(
              LocalDate.of(2026, 9, 17),
              MARIA,
              List.of("Advising's last call. Maria's START is read before anything is routed."),
              List.of(
                  "START brought back the one phone she sent it from; her home phone stays off.")),
          new DemoNight(
              LocalDate.of(2026, 9, 18),
              MARIA,
              List.of("The Bursar texts. At the gateway, Maria still blocks the Bursar."),
              List.of(
                  "Another sender's refusal turned her phone off again, and email took over.")));

  /** Opt-outs are learned from replies too, as by default. */
  static final DemoNight WITH_REPLIES =
      new DemoNight(
          LocalDate.of(2026, 9, 21),
          DANIEL,
          List.of(
              "From now on Heed also reads what people reply (heed.consent.learn-from-replies).",
              "On Saturday Daniel has replied Stop to the Bursar. Tonight Housing texts."),
          List.of(
              "No text was even tried: the delay is gone. Daniel's reply turned his phone off",
              "before anything was routed, and Housing's message went by email."));
}
