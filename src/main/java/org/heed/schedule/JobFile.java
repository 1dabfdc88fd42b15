package org.heed.schedule;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.heed.address.ConfigurationProblem;
import org.jspecify.annotations.Nullable;

/**
 * A job as its file in {@code jobs/} says.
 *
 * @param name the file's name without its ending
 * @param kind import, nightly or report
 * @param cron Spring's six fields; null: run by hand only
 * @param zone of the cron; null: the institution's
 * @param parameters name to value, as typed
 */
public record JobFile(
    String name,
    String kind,
    @Nullable String cron,
    @Nullable ZoneId zone,
    Map<String, String> parameters) {
  private static final List<String> KEYS = List.of("kind", "cron", "zone", "parameters");

  /** A job without a file: the kind itself. */
  static JobFile ofKind(String kind) {
    return new JobFile(kind, kind, null, null, Map.of());
  }

  /** The job with parameters in the place of its own. */
  public JobFile with(Map<String, String> given) {
    Map<String, String> all = new LinkedHashMap<>(parameters);
    all.putAll(given);
    return new JobFile(name, kind, cron, zone, all);
  }

  static JobFile of(String file, String name, Map<String, Object> content) {
    for (String key : content.keySet()) {
      if (!KEYS.contains(key)) {
        throw new ConfigurationProblem(
            file + ": found " + key + ", expected one of " + String.join(", ", KEYS));
      }
    }
    String kind = text(file, "kind", content.get("kind"));
    if (kind == null) {
      throw new ConfigurationProblem(
          file + ": kind: missing, expected one of " + String.join(", ", JobFiles.KINDS));
    }
    if (!JobFiles.KINDS.contains(kind)) {
      throw new ConfigurationProblem(
          file
              + ": kind: found "
              + kind
              + ", expected one of "
              + String.join(", ", JobFiles.KINDS));
    }
    JobFile job =
        new JobFile(
            name,
            kind,
            text(file, "cron", content.get("cron")),
            zone(file, text(file, "zone", content.get("zone"))),
            parameters(file, content.get("parameters")));
    job.checkCron(file);
    return job;
  }

  /** When it is due; only for a job with a cron. */
  Schedule schedule(ZoneId institutionZone) {
    return new Schedule(String.valueOf(cron), zone == null ? institutionZone : zone);
  }

  private void checkCron(String file) {
    if (cron == null) {
      return;
    }
    try {
      schedule(ZoneId.of("UTC"));
    } catch (IllegalArgumentException e) {
      throw new ConfigurationProblem(
          file
              + ": cron: found \""
              + cron
              + "\", expected six fields: second, minute, hour, day, month, day of the week, such"
              + " as \"0 0 18 * * *\"");
    }
  }

  private static @Nullable ZoneId zone(String file, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new ConfigurationProblem(
          file + ": zone: found " + text + ", expected a time zone such as America/Chicago");
    }
  }

  private static @Nullable String text(String file, String key, @Nullable Object value) {
    if (value == null || value.toString().isBlank()) {
      return null;
    }
    if (value instanceof String text) {
      return text.strip();
    }
    throw new ConfigurationProblem(file + ": " + key + ": expected one value, found several");
  }

  private static Map<String, String> parameters(String file, @Nullable Object value) {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, given) -> parameters.put(String.valueOf(key), parameter(file, key, given)));
    } else if (value != null && !value.toString().isBlank()) {
      throw new ConfigurationProblem(
          file + ": parameters: expected lines such as \"error-code: 21610\", found " + value);
    }
    return parameters;
  }

  private static String parameter(String file, Object key, @Nullable Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
    if (value instanceof Map<?, ?>) {
      throw new ConfigurationProblem(
          file + ": parameters: " + key + ": expected a value, found more lines");
    }
    return value == null ? "" : value.toString().strip();
  }
}
