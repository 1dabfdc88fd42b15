package org.heed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class StaffLineTest {
  private static final int ROUNDS = 100;

  @TempDir Path home;

  /**
   * A call that comes as a run begins or ends is carried out once, or not at all and asked anew.
   */
  @Test
  void what_staff_command_as_a_run_begins_or_ends_is_done_once_or_not_at_all() throws Exception {
    Path db = Files.createDirectories(home.resolve("a folder with a long name".repeat(5)));
    Set<String> done = ConcurrentHashMap.newKeySet();
    Set<String> answered = ConcurrentHashMap.newKeySet();
    List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    AtomicBoolean held = new AtomicBoolean();
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger names = new AtomicInteger();
    ExecutorService staff = Executors.newCachedThreadPool();
    List<Future<?>> callers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      callers.add(
          staff.submit(
              () -> {
                while (!over.get()) {
                  String name = "command " + names.incrementAndGet();
                  ByteArrayOutputStream said = new ByteArrayOutputStream();
                  PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
                  Integer status = StaffCall.ask(db, List.of(name), out, out);
                  if (status != null) {
                    answered.add(name);
                    assertThat(status + said.toString(StandardCharsets.UTF_8))
                        .isEqualTo("7" + name);
                  }
                }
              }));
    }
    for (int round = 0; round < ROUNDS; round++) {
      held.set(true);
      int before = done.size();
      AutoCloseable line =
          StaffLine.open(
              db,
              (words, out, err) -> {
                if (!held.get() || !done.add(words.get(0))) {
                  wrong.add(words.get(0));
                }
                out.print(words.get(0));
                return 7;
              });
      while (done.size() < before + round % 3 && callers.stream().noneMatch(Future::isDone)) {
        Thread.onSpinWait();
      }
      line.close();
      held.set(false);
    }
    over.set(true);
    for (Future<?> caller : callers) {
      caller.get(60, TimeUnit.SECONDS);
    }
    staff.shutdown();
    assertThat(wrong).isEmpty();
    assertThat(answered).isEqualTo(done);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void nobody_but_its_owner_has_the_line() throws Exception {
    AutoCloseable line = StaffLine.open(home, (words, out, err) -> 0);
    try {
      assertThat(Files.getPosixFilePermissions(new StaffSocket(home).file()))
          .containsExactlyInAnyOrder(
              PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    } finally {
      line.close();
    }
  }

  /** A process that was stopped takes up no command that whoever typed it has given up. */
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void a_holder_that_sleeps_is_left_and_told_nothing_when_it_wakes() throws Exception {
    StaffSocket socket = new StaffSocket(home);
    PrintStream out =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    try (ServerSocketChannel asleep = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.at(asleep::bind);
      assertThat(StaffCall.ask(home, List.of("consent"), out, out)).isNull();
      try (SocketChannel call = asleep.accept()) {
        assertThat(call.read(ByteBuffer.allocate(1))).isEqualTo(-1);
      }
    }
  }
}
