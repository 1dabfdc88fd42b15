package org.heed.settings;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.core.ResolvableType;

/** The names of settings, and which of them was meant. */
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

  /** The one that is most like a typed name. */
  static String nearest(String typed, Collection<String> known) {
    String plain = plain(typed);
    return Collections.min(known, Comparator.comparingInt(name -> letters(plain, plain(name))));
  }

  /** Without case, dashes and list positions. */
  static String plain(String name) {
    return name.replaceAll("[-_]|\\[(\\d+|n)]", "").toLowerCase(Locale.ROOT);
  }

  /** How many letters have to be taken away and put in to make one of the other. */
  static int letters(String one, String other) {
    int[] common = new int[other.length() + 1];
    for (int i = 0; i < one.length(); i++) {
      int before = 0;
      for (int j = 0; j < other.length(); j++) {
        int above = common[j + 1];
        common[j + 1] = one.charAt(i) == other.charAt(j) ? before + 1 : Math.max(above, common[j]);
        before = above;
      }
    }
    return one.length() + other.length() - 2 * common[other.length()];
  }
}
