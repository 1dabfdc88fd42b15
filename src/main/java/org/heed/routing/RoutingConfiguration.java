package org.heed.routing;

import org.heed.address.Institution;
import org.heed.settings.ConsentSettings;
import org.heed.settings.DeliverySettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RoutingConfiguration {

  @Bean
  QuietHours quietHours(DeliverySettings delivery, Institution institution) {
    return QuietHours.parse(delivery.quietHours(), institution.zone());
  }

  @Bean
  Routing routing(ConsentSettings settings, QuietHours quietHours) {
    return new Routing(settings, quietHours);
  }
}
