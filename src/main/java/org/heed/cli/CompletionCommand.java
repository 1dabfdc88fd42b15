package org.heed.cli;

import picocli.CommandLine.Command;

/** {@code completion}: a script for the shell. */
@Command(
    name = "completion",
    description = "Prints a completion script for bash and zsh: source <(heed completion)",
    mixinStandardHelpOptions = true)
final class CompletionCommand implements Runnable {
  private final Heed heed;

  CompletionCommand(Heed heed) {
    this.heed = heed;
  }

  @Override
  public void run() {
    heed.out().println(heed.completion());
  }
}
