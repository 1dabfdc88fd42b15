package org.heed.settings;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.heed.address.ConfigurationProblem;
import org.heed.words.Nearest;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Bindable.BindRestriction;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Refuses a misspelled setting: overlooked, it would leave the default in force without a word. */
final class UnknownSettings {
  private static final List<String> ROOTS = List.of("heed", "spring", "logging");
  private static final String COMMAND_LINE = "commandLineArgs";

  /** A file of settings, or a tree of them. */
  private static final String CONFIG = "Config ";

  private static final String OUR_DEFAULTS = "class path resource [application.yml]";

  private UnknownSettings() {}

  /** Binds ours and lets nothing be overlooked; a group has no value of its own. */
  static final class Strictly extends NoUnboundElementsBindHandler {
    /** The environment of a process has variables that are named like ours and are no settings. */
    Strictly() {
      super(
          BindHandler.DEFAULT,
          source -> !(source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource));
    }

    @Override
    public <T> @Nullable Bindable<T> onStart(
        ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
      return super.onStart(
          name,
          isGroup(target)
              ? target.withBindRestrictions(BindRestriction.NO_DIRECT_PROPERTY)
              : target,
          context);
    }

    @Override
    public @Nullable Object onSuccess(
        ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
      return isGroup(target) ? result : super.onSuccess(name, target, context, result);
    }

    private static boolean isGroup(Bindable<?> target) {
      return target.getType().resolve(Object.class).isRecord();
    }
  }

  static ConfigurationProblem problem(UnboundConfigurationPropertiesException unknown) {
    ConfigurationProperty first = unknown.getUnboundProperties().iterator().next();
    return problem(
        first.getOrigin() instanceof PropertySourceOrigin origin
            ? origin.getPropertyName()
            : first.getName().toString(),
        KnownNames.ours());
  }

  /** What was typed and is not ours: another root that is nearly one, or none of Spring Boot's. */
  static void check(ConfigurableEnvironment environment) {
    List<String> typed =
        environment.getPropertySources().stream().flatMap(UnknownSettings::typed).toList();
    typed.forEach(UnknownSettings::checkRoot);
    environment.getSystemEnvironment().keySet().stream()
        .filter(name -> name.startsWith("HEED_"))
        .forEach(UnknownSettings::checkVariable);
    List<String> springs = typed.stream().filter(name -> name.startsWith("spring.")).toList();
    if (!springs.isEmpty()) {
      SpringNames names = new SpringNames();
      for (String name : springs) {
        if (!names.knows(name)) {
          throw problem(name, names.all());
        }
      }
    }
  }

  private static Stream<String> typed(PropertySource<?> source) {
    String from = source.getName();
    return source instanceof EnumerablePropertySource<?> listed
            && (from.equals(COMMAND_LINE)
                || (from.startsWith(CONFIG) && !from.contains(OUR_DEFAULTS)))
        ? Stream.of(listed.getPropertyNames())
        : Stream.of();
  }

  /** A variable is told where it is nearly a setting's, or a setting's without its group. */
  static void checkVariable(String variable) {
    String typed = letters(variable.replaceAll("_\\d+(?=_|$)", ""));
    String rest = typed.substring("heed".length());
    List<String> known = KnownNames.ours();
    if (known.stream().map(UnknownSettings::letters).anyMatch(typed::equals)) {
      return;
    }
    known.stream()
        .filter(
            name ->
                Nearest.letters(typed, letters(name)) <= 2
                    || (name.contains("-") && letters(name).endsWith(rest)))
        .findFirst()
        .ifPresent(
            name -> {
              throw new ConfigurationProblem(
                  variable + ": there is no such setting; the nearest is " + name);
            });
  }

  private static String letters(String name) {
    return Nearest.plain(name).replace(".", "");
  }

  private static void checkRoot(String name) {
    String root = name.split("[.\\[]", 2)[0];
    for (String known : ROOTS) {
      // One letter too many, too few, at another place or another.
      if (!root.equals(known)
          && Math.abs(root.length() - known.length()) <= 1
          && Nearest.letters(root.toLowerCase(Locale.ROOT), known) <= 2) {
        throw new ConfigurationProblem(
            name + ": there is no such setting, expected one that begins with " + known + ".");
      }
    }
  }

  private static ConfigurationProblem problem(String name, Collection<String> known) {
    return new ConfigurationProblem(
        name + ": there is no such setting; the nearest is " + Nearest.of(name, known));
  }
}
