package org.heed.consent;

import org.heed.settings.ConsentSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ConsentConfiguration {

  @Bean
  Keywords keywords(ConsentSettings settings) {
    return new Keywords(settings.optOutKeywords(), settings.optInKeywords());
  }
}
