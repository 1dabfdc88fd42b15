package org.heed.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.heed.demo.Demo;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code demo}: the sample nights. */
@Command(
    name = "demo",
    description =
        "Sample nights in a sandbox, told step by step, in the folder heed-demo; touches nothing"
            + " else.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  @ParentCommand private Heed heed;

  @Override
  public Integer call() {
    boolean done = new Demo(Path.of("heed-demo"), heed.out()::println).run();
    return done ? 0 : Problems.COULD_NOT;
  }
}
