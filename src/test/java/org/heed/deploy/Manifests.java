package org.heed.deploy;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/** The Kubernetes manifests that are shipped. */
final class Manifests {
  static final Path FOLDER = Path.of("deploy/kubernetes");

  private Manifests() {}

  /** Every resource in the files that the kustomization names, lists taken apart. */
  static List<JsonObject> all() {
    List<JsonObject> all = new ArrayList<>();
    array(kustomization(), "resources").forEach(file -> all.addAll(read(file.getAsString())));
    return all;
  }

  static JsonObject kustomization() {
    return read("kustomization.yaml").get(0);
  }

  private static List<JsonObject> read(String file) {
    try (Reader in = Files.newBufferedReader(FOLDER.resolve(file))) {
      List<JsonObject> found = new ArrayList<>();
      for (Object document : new Yaml().loadAll(in)) {
        JsonObject one = new Gson().toJsonTree(document).getAsJsonObject();
        if (one.get("kind").getAsString().equals("List")) {
          array(one, "items").forEach(item -> found.add(item.getAsJsonObject()));
        } else {
          found.add(one);
        }
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String kind(JsonObject resource) {
    return resource.get("kind").getAsString();
  }

  static String name(JsonObject resource) {
    return at(resource, "metadata.name").getAsString();
  }

  static Stream<JsonObject> of(List<JsonObject> all, String kind) {
    return all.stream().filter(one -> kind(one).equals(kind));
  }

  /** The pod of what starts pods; null: it starts none. */
  static @Nullable JsonObject pod(JsonObject resource) {
    return switch (kind(resource)) {
      case "CronJob" -> at(resource, "spec.jobTemplate.spec.template").getAsJsonObject();
      case "Deployment" -> at(resource, "spec.template").getAsJsonObject();
      default -> null;
    };
  }

  static List<JsonObject> pods(List<JsonObject> all) {
    return all.stream().map(Manifests::pod).filter(pod -> pod != null).toList();
  }

  static JsonArray array(JsonElement from, String path) {
    return at(from, path).getAsJsonArray();
  }

  /** What is at a path such as {@code spec.containers.0.name}. */
  static JsonElement at(JsonElement from, String path) {
    JsonElement found = find(from, path);
    if (found == null) {
      throw new AssertionError("no " + path + " in " + from);
    }
    return found;
  }

  static @Nullable JsonElement find(JsonElement from, String path) {
    JsonElement here = from;
    for (String step : path.split("\\.", -1)) {
      if (here instanceof JsonArray array) {
        int index = Integer.parseInt(step);
        here = index < array.size() ? array.get(index) : null;
      } else {
        here = here instanceof JsonObject object ? object.get(step) : null;
      }
      if (here == null) {
        return null;
      }
    }
    return here;
  }
}
