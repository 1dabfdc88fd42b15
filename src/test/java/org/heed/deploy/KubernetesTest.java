package org.heed.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.kubernetes.client.openapi.models.V1CronJob;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests against the schemas of the Kubernetes API. */
@NullUnmarked
class KubernetesTest {
  private static final Gson TYPES =
      new GsonBuilder()
          .registerTypeAdapter(
              OffsetDateTime.class,
              (JsonDeserializer<OffsetDateTime>)
                  (json, type, context) -> OffsetDateTime.parse(json.getAsString()))
          .create();

  /** What has names of its users' own. */
  private static final Set<String> FREE = Set.of("labels", "matchLabels", "requests", "limits");

  @FunctionalInterface
  private interface Names {
    void check(JsonElement json) throws Exception;
  }

  private record Schema(Names names, Class<?> types) {}

  private static final Map<String, Schema> SCHEMAS =
      Map.of(
          "v1 Namespace", new Schema(V1Namespace::validateJsonElement, V1Namespace.class),
          "v1 PersistentVolumeClaim",
              new Schema(
                  V1PersistentVolumeClaim::validateJsonElement, V1PersistentVolumeClaim.class),
          "batch/v1 CronJob", new Schema(V1CronJob::validateJsonElement, V1CronJob.class),
          "apps/v1 Deployment", new Schema(V1Deployment::validateJsonElement, V1Deployment.class),
          "policy/v1 PodDisruptionBudget",
              new Schema(V1PodDisruptionBudget::validateJsonElement, V1PodDisruptionBudget.class));

  static Stream<Named<JsonObject>> resources() {
    return Manifests.all().stream()
        .map(one -> Named.of(Manifests.kind(one) + " " + Manifests.name(one), one));
  }

  private static void check(JsonObject resource) throws Exception {
    String kind = resource.get("apiVersion").getAsString() + " " + Manifests.kind(resource);
    assertThat(SCHEMAS).containsKey(kind);
    SCHEMAS.get(kind).names().check(resource);
    var unused = TYPES.fromJson(resource, SCHEMAS.get(kind).types());
  }

  @ParameterizedTest
  @MethodSource("resources")
  void each_is_as_the_API_has_it(JsonObject resource) {
    assertThatCode(() -> check(resource)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("resources")
  void an_unknown_field_is_found_at_every_place(JsonObject resource) {
    JsonObject planted = resource.deepCopy();
    List<JsonObject> places = new ArrayList<>();
    collect(planted, places);
    assertThat(places).hasSizeGreaterThan(1);
    for (JsonObject place : places) {
      place.addProperty("planted", "here");
      assertThatThrownBy(() -> check(planted)).as("%s", place).hasMessageContaining("planted");
      place.remove("planted");
    }
  }

  @ParameterizedTest
  @MethodSource("resources")
  void a_word_in_place_of_a_number_is_found(JsonObject resource) {
    JsonObject planted = resource.deepCopy();
    List<JsonObject> places = new ArrayList<>();
    collect(planted, places);
    for (JsonObject place : places) {
      for (String name : List.copyOf(place.keySet())) {
        // Either a number or a word may stand there.
        if (place.get(name) instanceof JsonPrimitive value
            && value.isNumber()
            && !name.matches("max(Surge|Unavailable)")) {
          place.addProperty(name, "many");
          assertThatThrownBy(() -> check(planted)).as(name).isInstanceOf(RuntimeException.class);
          place.add(name, value);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CronJob, spec, schedule",
    "CronJob, spec, jobTemplate",
    "CronJob, spec.jobTemplate.spec.template.spec, containers",
    "CronJob, spec.jobTemplate.spec.template.spec.containers.0, name",
    "CronJob, spec.jobTemplate.spec.podFailurePolicy.rules.0, action",
    "Deployment, spec, selector",
    "Deployment, spec.template.spec.containers.0.volumeMounts.0, mountPath",
  })
  void a_missing_field_is_found(String kind, String path, String field) {
    JsonObject planted = Manifests.of(Manifests.all(), kind).findFirst().orElseThrow();
    Manifests.at(planted, path).getAsJsonObject().remove(field);
    assertThatThrownBy(() -> check(planted)).hasMessageContaining(field);
  }

  private static void collect(JsonElement json, List<JsonObject> places) {
    if (json instanceof JsonArray array) {
      array.forEach(one -> collect(one, places));
    } else if (json instanceof JsonObject object) {
      places.add(object);
      object
          .entrySet()
          .forEach(
              entry -> {
                if (!FREE.contains(entry.getKey())) {
                  collect(entry.getValue(), places);
                }
              });
    }
  }
}
