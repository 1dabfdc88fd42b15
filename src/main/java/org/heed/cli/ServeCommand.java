package org.heed.cli;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.heed.address.ConfigurationProblem;
import org.heed.schedule.JobFile;
import org.heed.schedule.JobFiles;
import org.heed.schedule.Serve;
import org.heed.schedule.TextingWindow;
import org.heed.settings.Settings;
import org.heed.storage.Folders;
import org.heed.storage.Holder;
import org.heed.storage.ServeLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code serve}: every job at its times. */
@Command(
    name = "serve",
    description =
        "Stays up and runs every file in jobs/ at its times; delivers held texts when their window"
            + " opens. Ends in order on SIGTERM.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  private static final Logger log = LoggerFactory.getLogger(ServeCommand.class);

  @ParentCommand private Heed heed;

  @Mixin private AliveFile alive;

  @Override
  public Integer call() throws InterruptedException {
    try (Application application =
        Application.start(heed, settings -> Holder.of("serve", settings))) {
      JobFiles files = Application.jobFiles(application.bean(Settings.class));
      files.unread().forEach(file -> log.warn("{} is not read: its name has to end in .yml", file));
      List<JobFile> jobs = files.all().stream().filter(job -> job.cron() != null).toList();
      if (jobs.isEmpty()) {
        throw new ConfigurationProblem(
            "heed.jobs: no job file with a cron in "
                + application.bean(Settings.class).jobs()
                + ", expected one such as nightly.yml");
      }
      if (jobs.stream().noneMatch(job -> job.kind().equals("nightly"))) {
        log.warn("no job of the kind nightly has a cron: no text and no email is sent by itself");
      }
      Instant now = application.bean(Clock.class).instant();
      TextingWindow window = application.bean(TextingWindow.class);
      jobs.forEach(job -> window.check(job, now));
      Serve serve = application.bean(Serve.class);
      heed.ending().by(serve::stop);
      application.listen();
      heed.out()
          .println("Heed is up: " + String.join(", ", jobs.stream().map(JobFile::name).toList()));
      ServeLock up = ServeLock.up(application.bean(Folders.class).folder("db"));
      try {
        alive.during(() -> serve.run(jobs, heed.out()::println));
      } finally {
        up.close();
      }
      heed.out().println("Heed has ended in order.");
      return 0;
    }
  }
}
