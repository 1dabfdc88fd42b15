package org.heed.job;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The lock listens to transactions: none commits for a run that has lost it. */
@Configuration(proxyBeanMethods = false)
@Import({RunLock.class, Sealing.class})
class JobConfiguration {}
