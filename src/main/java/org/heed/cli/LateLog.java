package org.heed.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.heed.storage.LogFolder;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.bootstrap.DefaultBootstrapContext;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.event.ApplicationStartingEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The log of a command that mostly has nothing to write: it is opened for the first warning, or the
 * first fault.
 */
final class LateLog extends AppenderBase<ILoggingEvent> {
  private final Logger root;
  private final ConfigurableEnvironment environment;

  private LateLog(Logger root, ConfigurableEnvironment environment) {
    this.root = root;
    this.environment = environment;
  }

  /** Stands by, unless there is a log already. */
  static void await(ConfigurableEnvironment environment) {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    if (root.getLevel() == Level.OFF) {
      root.detachAndStopAllAppenders();
      LateLog late = new LateLog(root, environment);
      late.setContext(root.getLoggerContext());
      late.start();
      root.addAppender(late);
      root.setLevel(Level.INFO);
    }
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (event.getLevel().isGreaterOrEqual(Level.WARN) || event.getThrowableProxy() != null) {
      root.detachAppender(this);
      open();
      Logger logger = (Logger) LoggerFactory.getLogger(event.getLoggerName());
      if (logger.isEnabledFor(event.getLevel())) {
        logger.callAppenders(event);
      }
    }
  }

  private void open() {
    SpringApplication application = new SpringApplication(LateLog.class);
    DefaultBootstrapContext boot = new DefaultBootstrapContext();
    LoggingApplicationListener logging = new LoggingApplicationListener();
    logging.onApplicationEvent(new ApplicationStartingEvent(boot, application, new String[0]));
    new LogFolder().postProcessEnvironment(environment, application);
    logging.onApplicationEvent(
        new ApplicationEnvironmentPreparedEvent(boot, application, new String[0], environment));
  }
}
