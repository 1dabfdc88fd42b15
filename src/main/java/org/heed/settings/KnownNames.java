package org.heed.settings;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.core.ResolvableType;

/** The names of settings. */
final class KnownNames {
  private KnownNames() {}

  /** Ours, as the records have them: {@code heed.senders[n].number}. */
  static List<String> ours() {
    return below("heed", ResolvableType.forClass(Settings.class)).toList();
  }

  private static Stream<String> below(String name, ResolvableType type) {
    if (type.resolve() == List.class && type.getGeneric(0).resolve(Object.class).isRecord()) {
      return below(name + "[n]", type.getGeneric(0));
    }
    Class<?> found = type.resolve(Object.class);
    return found.isRecord()
        ? Arrays.stream(found.getDeclaredFields())
            .filter(field -> !Modifier.isStatic(field.getModifiers()))
            .flatMap(field -> below(name + "." + name(field), ResolvableType.forField(field)))
        : Stream.of(name);
  }

  private static String name(Field field) {
    Name given = field.getAnnotation(Name.class);
    return given == null ? DataObjectPropertyName.toDashedForm(field.getName()) : given.value();
  }
}
