package org.heed.audit;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What is checked, in this order. */
@Configuration(proxyBeanMethods = false)
@Import({
  BasisCheck.class,
  CampaignCheck.class,
  ChainCheck.class,
  HoldCheck.class,
  HolderCheck.class,
  LedgerCheck.class,
  LimitCheck.class,
  MessageCheck.class,
  OptOutCheck.class,
  ReadNoCheck.class,
  StatusCheck.class
})
class AuditConfiguration {}
