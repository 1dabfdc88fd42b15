package org.heed;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.stereotype.Component;

/**
 * Makes a component when something asks for it: no class is searched for, and what a command does
 * not need is never made.
 */
final class Components extends DefaultListableBeanFactory {

  @Override
  public <T> T getBean(Class<T> type) {
    know(type);
    return super.getBean(type);
  }

  @Override
  protected Map<String, Object> findAutowireCandidates(
      @Nullable String asking, Class<?> type, DependencyDescriptor wanted) {
    know(type);
    return super.findAutowireCandidates(asking, type, wanted);
  }

  private synchronized void know(Class<?> type) {
    if (type.isAnnotationPresent(Component.class) && getBeanNamesForType(type).length == 0) {
      registerBeanDefinition(type.getName(), new RootBeanDefinition(type));
    }
  }
}
