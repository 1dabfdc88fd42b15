package org.heed.email;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.heed.mail.RawSmtp;
import org.jspecify.annotations.NullUnmarked;

/** What is said to one recipient's letter; each connection has its thread. */
@NullUnmarked
final class Conversation implements Function<String, String> {
  /** An answer; null: the usual one. */
  interface Fault {
    /** To a command, for the nth time. */
    String answer(String command, int nth);
  }

  private final String recipient;
  private final Fault fault;
  private final List<String> said = new ArrayList<>();
  private final ThreadLocal<Boolean> his = ThreadLocal.withInitial(() -> false);

  Conversation(String recipient, Fault fault) {
    this.recipient = recipient;
    this.fault = fault;
  }

  @Override
  public synchronized String apply(String command) {
    if (command.startsWith("RCPT")) {
      his.set(command.contains("<" + recipient + ">"));
    } else if (command.startsWith("MAIL")) {
      his.set(false);
    }
    if (!his.get()) {
      return null;
    }
    String verb = command.equals(RawSmtp.END) ? command : command.split("[ :]", 2)[0];
    said.add(verb);
    return fault.answer(verb, (int) said.stream().filter(verb::equals).count());
  }
}
