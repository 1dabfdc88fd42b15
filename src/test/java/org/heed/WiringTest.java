package org.heed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/** Components are made when something asks for them: what nobody names has to be listed. */
class WiringTest {
  private static final List<Class<?>> CONFIGURATIONS = found(Configuration.class);

  /** Taken by the name of their class, or given to a job by hand. */
  private static final List<Class<?>> NAMED =
      List.of(AutoCloseable.class, Runnable.class, JobExecutionListener.class, Comparator.class);

  private static List<Class<?>> found(Class<? extends java.lang.annotation.Annotation> mark) {
    var provider = new ClassPathScanningCandidateComponentProvider(false);
    provider.addIncludeFilter(new AnnotationTypeFilter(mark, false));
    List<Class<?>> all = new ArrayList<>();
    provider
        .findCandidateComponents("org.heed")
        .forEach(
            one ->
                all.add(
                    ClassUtils.resolveClassName(
                        Objects.requireNonNull(one.getBeanClassName()), null)));
    all.removeIf(one -> one.getName().contains("Test"));
    return all;
  }

  @Test
  void every_configuration_is_listed() {
    assertThat(ImportCandidates.load(HeedApplication.class, null))
        .filteredOn(name -> name.startsWith("org.heed."))
        .containsExactlyInAnyOrderElementsOf(
            CONFIGURATIONS.stream()
                .filter(one -> one != HeedApplication.class)
                .map(Class::getName)
                .toList());
  }

  @Test
  void what_is_known_by_an_interface_alone_is_imported() {
    List<Class<?>> imported =
        CONFIGURATIONS.stream()
            .map(one -> one.getAnnotation(Import.class))
            .filter(Objects::nonNull)
            .<Class<?>>flatMap(one -> Stream.of(one.value()))
            .toList();
    assertThat(found(Component.class))
        .filteredOn(one -> one.isAnnotationPresent(Component.class))
        .filteredOn(
            one -> Arrays.stream(one.getInterfaces()).anyMatch(kind -> !NAMED.contains(kind)))
        .isNotEmpty()
        .allSatisfy(one -> assertThat(imported).contains(one));
  }
}
