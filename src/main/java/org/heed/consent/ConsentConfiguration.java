package org.heed.consent;

import org.heed.address.Institution;
import org.heed.settings.ConsentSettings;
import org.heed.settings.DeliverySettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ConsentConfiguration {

  @Bean
  Keywords keywords(ConsentSettings settings) {
    return new Keywords(settings.optOutKeywords(), settings.optInKeywords());
  }

  @Bean
  QuietHours quietHours(DeliverySettings delivery, Institution institution) {
    return QuietHours.parse(delivery.quietHours(), institution.zone());
  }

  @Bean
  Routing routing(ConsentSettings settings, QuietHours quietHours) {
    return new Routing(settings, quietHours);
  }
}
