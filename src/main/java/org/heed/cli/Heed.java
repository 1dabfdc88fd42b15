package org.heed.cli;

import ch.qos.logback.classic.Level;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: {@code java -jar heed.jar COMMAND}. */
@Command(
    name = "heed",
    description = "Sends an institution's queued texts each night and heeds every STOP.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      PreviewCommand.class,
      TemplateCommand.class,
      ServeCommand.class,
      WorkerCommand.class,
      StatusCommand.class,
      PersonCommand.class,
      ConsentCommand.class,
      ReviewCommand.class,
      CancelCommand.class,
      ResumeCommand.class,
      SettleCommand.class,
      AuditCommand.class,
      MigrateCommand.class,
      SandboxCommand.class,
    },
    footer = {
      "",
      "'help COMMAND' tells all about one command.",
      "Settings: config/application.yml, environment variables, or --name=value, such as",
      "  --heed.home=DIR. Without an account, texts go to a sandbox that texts nobody.",
      "Exit status: 0 done; 1 could not; 2 wrong usage or settings; 3 already running."
    })
public final class Heed implements Runnable {
  private final List<String> settings;
  private final List<String> words;
  private final @Nullable Application running;
  private final Ending ending;
  private final PrintStream out;
  private final PrintStream err;

  @Spec private CommandSpec spec = CommandSpec.create();

  private Heed(
      List<String> settings,
      List<String> words,
      @Nullable Application running,
      Ending ending,
      PrintStream out,
      PrintStream err) {
    this.settings = settings;
    this.words = words;
    this.running = running;
    this.ending = ending;
    this.out = out;
    this.err = err;
  }

  /** Runs one command and ends with its exit status. */
  public static void main(String[] args) {
    quiet();
    Ending ending = Ending.install();
    PrintStream out = shown(FileDescriptor.out);
    PrintStream err = shown(FileDescriptor.err);
    // What the log shows goes there too.
    System.setErr(err);
    int status;
    try {
      status = execute(List.of(args), ending, out, err);
    } catch (Throwable broken) {
      status = Problems.report(broken, err);
    }
    out.flush();
    err.flush();
    ending.over(status);
    System.exit(status);
  }

  /** Until the settings say where the log is, a fault is told by its one line and nothing else. */
  private static void quiet() {
    ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME))
        .setLevel(Level.OFF);
  }

  static int execute(List<String> args, Ending ending, PrintStream out, PrintStream err) {
    return execute(args, null, ending, out, err);
  }

  /**
   * @param running the application that is to carry it out; null: one of its own
   */
  static int execute(
      List<String> args,
      @Nullable Application running,
      Ending ending,
      PrintStream out,
      PrintStream err) {
    List<String> settings = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (String arg : args) {
      // Settings have a dot in their name, the command line's own options have none.
      (arg.matches("--[^=]*\\..*") ? settings : words).add(arg);
    }
    for (String setting : settings) {
      if (setting.indexOf('=') < 0) {
        err.println("heed: found " + setting + ", expected " + setting + "=VALUE");
        return Problems.USAGE;
      }
    }
    Heed heed = new Heed(settings, words, running, ending, out, err);
    CommandLine commands = new CommandLine(heed);
    commands.addSubcommand(new CompletionCommand(heed));
    commands.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    commands.setOut(new java.io.PrintWriter(out, true, StandardCharsets.UTF_8));
    commands.setErr(new java.io.PrintWriter(err, true, StandardCharsets.UTF_8));
    commands.setParameterExceptionHandler((e, given) -> wrong(e, err));
    commands.setExecutionExceptionHandler(
        (e, command, given) ->
            e instanceof StaffCall.Answered answered ? answered.status() : Problems.report(e, err));
    return commands.execute(asked(commands, words).toArray(String[]::new));
  }

  /** {@code help COMMAND} as {@code COMMAND --help}; of what is no command nothing but that. */
  private static List<String> asked(CommandLine commands, List<String> words) {
    if (words.isEmpty() || !words.get(0).equals("help")) {
      return words;
    }
    List<String> command = new ArrayList<>(words.subList(1, words.size()));
    CommandLine named = commands;
    for (String word : command) {
      named = named.getSubcommands().get(word);
      if (named == null) {
        return command;
      }
    }
    command.add("--help");
    return command;
  }

  /** Settings as typed: {@code --heed.home=DIR}. */
  List<String> settings() {
    return settings;
  }

  /** The command and what it was given, as typed. */
  List<String> words() {
    return words;
  }

  /** The application that runs already, in whose process this is carried out; null: none. */
  @Nullable Application running() {
    return running;
  }

  Ending ending() {
    return ending;
  }

  PrintStream out() {
    return out;
  }

  PrintStream err() {
    return err;
  }

  CommandLine commandLine() {
    return spec.commandLine();
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command given");
  }

  private static int wrong(ParameterException e, PrintStream err) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    String words = String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " ");
    if (e instanceof UnmatchedArgumentException unmatched) {
      words = unknown(unmatched, !e.getCommandLine().getSubcommands().isEmpty());
    }
    err.println("heed: " + words + "; " + command + " --help tells what there is");
    return Problems.USAGE;
  }

  private static String unknown(UnmatchedArgumentException e, boolean commands) {
    String typed = e.getUnmatched().get(0);
    List<String> like = e.getSuggestions();
    boolean alone = like.isEmpty();
    String key =
        typed.startsWith("-")
            ? alone ? "command.no.option" : "command.no.option.like"
            : !commands ? "command.unexpected" : alone ? "command.unknown" : "command.unknown.like";
    return Phrases.of(key, typed, alone ? "" : like.get(0));
  }

  private static PrintStream shown(FileDescriptor where) {
    OutputStream text =
        new TerminalText(new BufferedOutputStream(new FileOutputStream(where), 1 << 13));
    return new PrintStream(text, true, StandardCharsets.UTF_8);
  }

  /** For what draws, and writes no text of others. */
  static PrintStream drawn() {
    return new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
  }

  /** The completion script of all commands. */
  String completion() {
    return AutoComplete.bash("heed", spec.commandLine());
  }
}
