package org.heed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A campaign is cancelled from another process while a night sends it (C1). */
@NullUnmarked
class CancelAtAnyHourTest {
  private static final int MESSAGES = 200;
  private static final int BEFORE = 20;

  @TempDir Path home;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private String url;

  @ParameterizedTest
  @EnumSource
  void C1_what_is_in_flight_ends_and_nothing_else_leaves(TestDatabase database) throws Exception {
    url = database.url(home);
    Files.createDirectories(home.resolve("inbox"));
    Files.writeString(
        home.resolve("inbox/fall.csv"),
        "phone,from,message\n"
            + IntStream.range(0, MESSAGES)
                .mapToObj(i -> "+1312200%d,Advising,Hello %d\n".formatted(1000 + i, i))
                .collect(Collectors.joining()));
    try (HeldGateway gateway = new HeldGateway(BEFORE)) {
      assertThat(heed(gateway, "run import --heed.import.unchanged-for=0s")).isZero();
      Process night = gateway.heed(home, "run", "nightly", "--spring.datasource.url=" + url);
      assertThat(gateway.isFull()).as(Files.readString(home.resolve("err"))).isTrue();
      assertThat(heed(gateway, "cancel nope --by=Kim --reason=asked")).isEqualTo(Problems.USAGE);
      assertThat(said()).contains("there is no campaign \"nope\"", "fall").hasLineCount(1);
      assertThat(heed(gateway, "cancel fall --by=Kim --reason=asked")).isZero();
      String told = said();
      gateway.goOn();
      assertThat(night.waitFor(90, TimeUnit.SECONDS)).isTrue();
      int left = gateway.texts().size();
      assertThat(told).startsWith("fall: " + (MESSAGES - left) + " messages cancelled");
      assertThat(left).isBetween(BEFORE, MESSAGES - 1);
      assertThat(heed(gateway, "cancel fall --by=Ann --reason=late")).isZero();
      assertThat(said()).startsWith("fall was cancelled already, by Kim: asked.\nfall: ");
      assertThat(heed(gateway, "run nightly")).isZero();
      assertThat(gateway.texts()).hasSize(left);
      assertThat(heed(gateway, "status")).isZero();
      assertThat(said()).containsPattern("CANCELLED +" + (MESSAGES - left));
      assertThat(heed(gateway, "audit")).as(this::said).isZero();
    }
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private int heed(HeldGateway gateway, String typed) {
    List<String> words = new ArrayList<>(List.of(typed.split(" ")));
    words.add("--spring.datasource.url=" + url);
    words.addAll(gateway.settings(home));
    out.reset();
    PrintStream to = new PrintStream(out, true, StandardCharsets.UTF_8);
    return Heed.execute(words, new Ending(), to, to);
  }
}
