package org.heed.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Dockerfile's instructions.
 *
 * @param stages those of each stage, which begins with its FROM
 * @param global what stands before the first one
 */
record Dockerfile(List<Instruction> global, List<List<Instruction>> stages) {
  private static final Pattern ASSIGNED = Pattern.compile("([\\w.]+)=(\"(?:\\\\.|[^\"])*\"|\\S*)");
  private static final Pattern USED = Pattern.compile("\\$\\{?(\\w+)");

  /**
   * One instruction.
   *
   * @param name in capitals
   * @param rest what follows it, in one line
   */
  record Instruction(String name, String rest) {
    /** What is given as NAME=VALUE; a lone name has an empty value. */
    Map<String, String> assigned() {
      Map<String, String> all = new TreeMap<>();
      Matcher pair = ASSIGNED.matcher(rest);
      while (pair.find()) {
        all.put(pair.group(1), pair.group(2).replaceAll("^\"|\"$", ""));
      }
      if (all.isEmpty() && name.equals("ARG")) {
        all.put(rest, "");
      }
      return all;
    }

    boolean isForm() {
      return rest.startsWith("[") && rest.endsWith("]");
    }
  }

  static Dockerfile parse(String text) {
    List<Instruction> global = new ArrayList<>();
    List<List<Instruction>> stages = new ArrayList<>();
    for (String line :
        text.replaceAll("(?m)^\\s*#.*\\n?", "").replaceAll("\\\\\\n\\s*", " ").lines().toList()) {
      if (!line.isBlank()) {
        String[] parts = line.strip().split("\\s+", 2);
        Instruction one =
            new Instruction(
                parts[0].toUpperCase(Locale.ROOT), parts.length < 2 ? "" : parts[1].strip());
        if (one.name().equals("FROM")) {
          stages.add(new ArrayList<>());
        }
        (stages.isEmpty() ? global : stages.get(stages.size() - 1)).add(one);
      }
    }
    return new Dockerfile(global, stages);
  }

  List<Instruction> last() {
    return stages.get(stages.size() - 1);
  }

  Stream<Instruction> all() {
    return Stream.concat(global.stream(), stages.stream().flatMap(List::stream));
  }

  Stream<Instruction> all(String name) {
    return all().filter(one -> one.name().equals(name));
  }

  List<Instruction> last(String name) {
    return last().stream().filter(one -> one.name().equals(name)).toList();
  }

  /** The images the stages are made from, with the arguments before the first one put in. */
  List<String> bases() {
    Map<String, String> given = new TreeMap<>();
    global.forEach(one -> given.putAll(one.assigned()));
    return all("FROM")
        .map(from -> from.rest().split("\\s+", 2)[0])
        .map(image -> USED.matcher(image).find() ? resolve(image, given) : image)
        .toList();
  }

  private static String resolve(String text, Map<String, String> given) {
    return Pattern.compile("\\$\\{?(\\w+)}?")
        .matcher(text)
        .replaceAll(used -> Matcher.quoteReplacement(given.getOrDefault(used.group(1), "")));
  }

  /** Variables of the build that a stage uses and does not have. */
  List<String> undeclared() {
    List<String> found = new ArrayList<>();
    for (List<Instruction> stage : stages) {
      List<String> known = new ArrayList<>(List.of("PATH"));
      for (Instruction one : stage.subList(1, stage.size())) {
        USED.matcher(one.rest())
            .results()
            .map(used -> used.group(1))
            .filter(used -> !known.contains(used))
            .forEach(found::add);
        if (one.name().equals("ARG") || one.name().equals("ENV")) {
          known.addAll(one.assigned().keySet());
        }
      }
    }
    return found;
  }
}
