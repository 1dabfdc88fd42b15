package org.heed;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.heed.gateway.Gateway;
import org.heed.mail.Post;
import org.heed.mail.PostOffice;
import org.heed.storage.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** No transaction is open while the gateway or a mail server is asked: that may take minutes. */
@NullUnmarked
class OpenTransactionsTest {
  private final Set<String> asked = new TreeSet<>();
  private final List<String> within = new ArrayList<>();

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void none_is_open_around_a_call_of_gateway_or_mail(TestDatabase database, @TempDir Path home) {
    try (TestHeed heed =
        TestHeed.start(
            database,
            home,
            beans -> beans.registerBean(BeanPostProcessor.class, Watched::new),
            "--heed.mail.staff=staff@example.edu")) {
      heed.drop(
          "people.csv",
          "student_id,first_name,email,mobile_phone",
          "S1,Pat,pat@example.edu,+13125550110",
          "S2,Kim,kim@example.edu,",
          "S3,Ada,ada@example.edu,+13125550112");
      heed.drop(
          "fees.csv", "student_id,from,message", "S1,Bursar,Due", "S2,Bursar,Due", "S3,Bursar,Due");
      heed.run("import");
      heed.run("nightly");
      heed.clock.advance(Duration.ofMinutes(4));
      heed.gateway().reply("+13125550110", TestHeed.BURSAR, "STOP");
      heed.gateway().reply("+13125550112", TestHeed.BURSAR, "please do not text me");
      heed.run("nightly");
      heed.run("report", "formats=csv", "to=ann@example.edu");
      assertThat(asked).contains("Gateway.send", "Gateway.log", "Post.send");
      assertThat(within).isEmpty();

      // One that is open is seen.
      heed.bean(TransactionTemplate.class)
          .executeWithoutResult(status -> heed.bean(Gateway.class).log(null, null));
      assertThat(within).containsExactly("Gateway.log");
    }
  }

  /** Notes every call. */
  private final class Watched implements BeanPostProcessor {
    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
      if (bean instanceof Gateway gateway) {
        return watched(Gateway.class, gateway);
      }
      return bean instanceof PostOffice office
          ? (PostOffice) () -> watched(Post.class, office.open())
          : bean;
    }

    private <T> T watched(Class<T> type, T real) {
      return type.cast(
          Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (proxy, method, arguments) -> {
                String call = type.getSimpleName() + "." + method.getName();
                synchronized (asked) {
                  asked.add(call);
                  if (TransactionSynchronizationManager.isActualTransactionActive()) {
                    within.add(call);
                  }
                }
                try {
                  return method.invoke(real, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              }));
    }
  }
}
