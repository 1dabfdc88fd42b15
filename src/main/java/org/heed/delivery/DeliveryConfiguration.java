package org.heed.delivery;

import org.heed.address.Institution;
import org.heed.consent.ConsentProperties;
import org.heed.consent.QuietHours;
import org.heed.consent.Routing;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {

  @Bean
  QuietHours quietHours(
      @Value("${heed.delivery.quiet-hours:20:00-09:00}") String text, Institution institution) {
    return QuietHours.parse(text, institution.zone());
  }

  @Bean
  Routing routing(ConsentProperties properties, QuietHours quietHours) {
    return new Routing(properties, quietHours);
  }
}
