package org.heed.consent;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ConsentConfiguration {

  @Bean
  Keywords keywords(ConsentProperties properties) {
    return new Keywords(properties.optOutKeywords(), properties.optInKeywords());
  }
}
