package org.heed.address;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AddressConfiguration {

  @Bean
  PhoneNumbers phoneNumbers(Institution institution) {
    return new PhoneNumbers(institution.country());
  }

  @Bean
  Senders senders(Institution institution, PhoneNumbers numbers) {
    return new Senders(institution.senders(), numbers);
  }
}
