package org.heed;

import java.util.List;
import java.util.Map;
import org.heed.job.JobResult;
import org.jspecify.annotations.NullUnmarked;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** What a run came to, its data under the names it is written with. */
@NullUnmarked
public record Ran(
    boolean done,
    List<String> counted,
    List<String> lines,
    Map<String, Object> summary,
    String problem) {
  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  public static Ran of(JobResult result) {
    Record summary = result.summary();
    return new Ran(
        result.done(),
        result.counted(),
        result.lines(),
        summary == null ? Map.of() : JSON.convertValue(summary, new TypeReference<>() {}),
        result.problem());
  }
}
