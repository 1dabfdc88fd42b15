package org.heed.gateway;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.function.IntSupplier;
import org.heed.address.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * A gateway whose answers set the {@link GatewayClock}, and whose log is asked for again when it is
 * busy: reading changes nothing, and without it no text leaves. A text is never sent again here.
 */
final class ClockedGateway implements Gateway {
  private static final int READINGS = 4;

  private final Gateway gateway;
  private final GatewayClock clock;
  private final Retry reading;

  /**
   * @param pause before the second reading; doubles with each further one, with jitter
   */
  ClockedGateway(Gateway gateway, GatewayClock clock, Duration pause) {
    this.gateway = gateway;
    this.clock = clock;
    this.reading =
        Retry.of(
            "log",
            RetryConfig.custom()
                .maxAttempts(READINGS)
                .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(pause, 2.0, 0.3))
                .retryOnException(e -> e instanceof GatewayFault fault && fault.passes())
                .build());
  }

  @Override
  public Answer send(Text text) {
    return send(text, () -> LONGEST_VALIDITY);
  }

  @Override
  public Answer send(Text text, IntSupplier lastLook) {
    Answer answer = gateway.send(text, lastLook);
    return answer.at(clock.note(answer.at()));
  }

  @Override
  public LogPage log(@Nullable PhoneNumber to, @Nullable String next) {
    LogPage page = reading.executeSupplier(() -> gateway.log(to, next));
    return new LogPage(page.entries(), page.next(), clock.note(page.at()));
  }

  @Override
  public void close() {
    gateway.close();
  }
}
