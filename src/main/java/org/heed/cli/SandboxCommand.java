package org.heed.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.heed.sandbox.SandboxGateway;
import org.heed.sandbox.SandboxMail;
import org.heed.settings.Settings;
import org.heed.settings.SettingsReader;
import org.heed.storage.Folders;
import org.springframework.core.env.ConfigurableEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code sandbox}: a gateway and a mail server to try things on from another process. */
@Command(
    name = "sandbox",
    description =
        "The sandbox gateway and mail server alone; it texts and mails nobody. Ends on Ctrl-C.",
    mixinStandardHelpOptions = true)
final class SandboxCommand implements Callable<Integer> {
  @ParentCommand private Heed heed;

  @Option(
      names = "--gateway-port",
      paramLabel = "PORT",
      defaultValue = "8095",
      description = "Where the gateway listens; 0: any free port. Default: ${DEFAULT-VALUE}.")
  private int gatewayPort;

  @Option(
      names = "--mail-port",
      paramLabel = "PORT",
      defaultValue = "8025",
      description = "Where the mail server listens; 0: any free port. Default: ${DEFAULT-VALUE}.")
  private int mailPort;

  @Override
  public Integer call() throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    heed.ending().by(stopped::countDown);
    ConfigurableEnvironment environment = SettingsReader.read(heed.settings());
    LateLog.await(environment);
    Folders folders = new Folders(Path.of(Settings.of(environment).home()));
    Path mails = folders.folder("mail");
    try (SandboxGateway gateway =
            new SandboxGateway(gatewayPort, folders.folder("sandbox"), Clock.systemUTC());
        SandboxMail mail = new SandboxMail(mailPort, mails, Clock.systemUTC())) {
      heed.out().println("Gateway: " + gateway.baseUrl() + "  (heed.twilio.base-url)");
      heed.out()
          .println("Mail:    127.0.0.1:" + mail.port() + "  (spring.mail.host, spring.mail.port)");
      heed.out().println("Mails are kept in " + mails);
      heed.out()
          .println(
              "Reply as somebody: curl --data-urlencode From=+13125550110 --data-urlencode"
                  + " To=+12025550100 -d Body=STOP "
                  + gateway.baseUrl()
                  + "/sandbox/replies");
      stopped.await();
    }
    return 0;
  }
}
