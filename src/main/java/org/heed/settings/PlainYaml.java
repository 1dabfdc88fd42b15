package org.heed.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.heed.address.ConfigurationProblem;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.YamlProcessor;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * YAML whose every value is the text that was typed: {@code +12025550100} keeps its plus sign,
 * {@code off} is no boolean, {@code 20:00} no number of seconds, {@code 0123} no octal number.
 */
public final class PlainYaml {
  private PlainYaml() {}

  /**
   * The documents of a file, flattened: {@code heed.senders[0].number}.
   *
   * @throws ConfigurationProblem with file and line, when it is no YAML
   */
  static List<Map<String, Object>> properties(Resource resource) {
    List<Map<String, Object>> documents = new ArrayList<>();
    String name = name(resource);
    try {
      new Flattened(new ByteArrayResource(text(name, resource.getInputStream()).getBytes(UTF_8)))
          .each(
              properties -> {
                Map<String, Object> document = new LinkedHashMap<>();
                properties.forEach((key, value) -> document.put(String.valueOf(key), value));
                // So Spring names what is no map: somebody has typed name=value.
                if (document.keySet().stream().anyMatch(PlainYaml::isNoSetting)) {
                  throw new ConfigurationProblem(
                      name + ": expected lines such as \"heed.country: US\", found something else");
                }
                documents.add(document);
              });
    } catch (IOException e) {
      throw new ConfigurationProblem(name + ": cannot be read: " + e.getMessage());
    } catch (YAMLException e) {
      throw problem(name, e);
    } catch (StackOverflowError e) {
      throw new ConfigurationProblem(name + ": found an anchor that holds itself");
    } catch (IllegalStateException e) {
      throw e.getCause() instanceof YAMLException yaml ? problem(name, yaml) : e;
    }
    return documents;
  }

  /**
   * One document: its keys, each with a text, a list or a map; empty: there is none.
   *
   * @param name of the file, for the error
   * @throws ConfigurationProblem with file and line, when it is no YAML or no map
   */
  public static Map<String, Object> read(String name, InputStream in) throws IOException {
    String text = text(name, in);
    try {
      @Nullable Object root = yaml().load(text);
      Map<String, Object> document = new LinkedHashMap<>();
      if (root instanceof Map<?, ?> map) {
        map.forEach((key, value) -> document.put(String.valueOf(key), value));
      } else if (root != null && !"".equals(root)) {
        throw new ConfigurationProblem(
            name + ": expected lines such as \"kind: report\", found something else");
      }
      return document;
    } catch (YAMLException e) {
      throw problem(name, e);
    }
  }

  private static boolean isNoSetting(String key) {
    return key.matches("document(\\[.*)?");
  }

  private static String name(Resource resource) {
    try {
      return resource.getFile().toPath().normalize().toString();
    } catch (IOException insideTheJar) {
      return String.valueOf(resource.getFilename());
    }
  }

  /** UTF-8, or UTF-16 with the mark of its order. */
  private static String text(String name, InputStream in) throws IOException {
    byte[] bytes;
    try (in) {
      bytes = in.readAllBytes();
    }
    boolean wide =
        bytes.length > 1
            && ((bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF)
                || (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE));
    ByteBuffer given = ByteBuffer.wrap(bytes);
    CharBuffer read = CharBuffer.allocate(bytes.length + 1);
    CoderResult result =
        (wide ? StandardCharsets.UTF_16 : UTF_8).newDecoder().decode(given, read, true);
    String text = read.flip().toString();
    if (result.isError()) {
      throw new ConfigurationProblem(
          name
              + ", line "
              + (text.lines().count() + (text.endsWith("\n") ? 1 : 0))
              + ": not written in UTF-8; save the file in that encoding");
    }
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static Yaml yaml() {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    DumperOptions dumper = new DumperOptions();
    return new Yaml(
        new SafeConstructor(options), new Representer(dumper), dumper, options, new AsTyped());
  }

  private static ConfigurationProblem problem(String name, YAMLException e) {
    if (e instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
      Mark mark = marked.getProblemMark();
      return new ConfigurationProblem(
          name + ", line " + (mark.getLine() + 1) + ": no YAML: " + words(marked.getProblem()));
    }
    return new ConfigurationProblem(
        name + ": no YAML: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
  }

  private static String words(String problem) {
    return problem.contains("(TAB)") ? "a tab at its beginning, expected spaces" : problem;
  }

  /** Every plain value is a text. */
  private static final class AsTyped extends Resolver {
    @Override
    protected void addImplicitResolvers() {
      // None: a resolver is what turns a text into something else.
    }
  }

  private static final class Flattened extends YamlProcessor {
    Flattened(Resource resource) {
      setResources(resource);
    }

    @Override
    protected Yaml createYaml() {
      return yaml();
    }

    void each(java.util.function.Consumer<Properties> document) {
      process((properties, map) -> document.accept(properties));
    }
  }
}
