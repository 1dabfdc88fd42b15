package org.heed.gateway;

import org.heed.address.PhoneNumber;
import org.jspecify.annotations.Nullable;

/** A gateway whose answers set the {@link GatewayClock}. */
record ClockedGateway(Gateway gateway, GatewayClock clock) implements Gateway {
  @Override
  public Answer send(Text text) {
    Answer answer = gateway.send(text);
    clock.note(answer.at());
    return answer;
  }

  @Override
  public LogPage log(@Nullable PhoneNumber to, @Nullable String next) {
    LogPage page = gateway.log(to, next);
    clock.note(page.at());
    return page;
  }

  @Override
  public void close() {
    gateway.close();
  }
}
