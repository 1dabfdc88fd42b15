package org.heed.reconciliation;

import org.heed.consent.GatewayTimes;
import org.heed.gateway.GatewayClock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class Clocks {

  @Bean
  GatewayTimes gatewayTimes(GatewayClock clock) {
    return clock::here;
  }
}
