package org.heed.demo;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.heed.HeedApplication;
import org.heed.job.JobResult;
import org.heed.job.JobRun;
import org.heed.job.Jobs;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;

/** The application as the demo starts it: its own folder, its own clock, its own settings. */
final class DemoRun implements AutoCloseable {
  private final ConfigurableApplicationContext context;

  DemoRun(Path home, DemoClock clock, boolean learnFromReplies) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "--spring.config.location=classpath:/,file:" + home + "/config/",
                "--heed.home=" + home,
                "--heed.gateway=sandbox",
                "--heed.import.unchanged-for=0s",
                "--heed.consent.learn-from-replies=" + learnFromReplies));
    context =
        HeedApplication.application()
            .environment(new NothingFromOutside())
            .registerShutdownHook(false)
            .initializers(
                target ->
                    ((GenericApplicationContext) target).registerBean(Clock.class, () -> clock))
            .run(settings.toArray(String[]::new));
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  JobResult run(String kind) {
    return run(kind, Map.of());
  }

  JobResult run(String kind, Map<String, String> parameters) {
    return bean(Jobs.class).run(kind, new JobRun(kind, parameters, null)).orElseThrow();
  }

  @Override
  public void close() {
    context.close();
  }

  /** An account that stands in the environment must not be texted with. */
  private static final class NothingFromOutside extends StandardEnvironment {
    @Override
    protected void customizePropertySources(MutablePropertySources sources) {
      // Neither environment variables nor system properties.
    }
  }
}
