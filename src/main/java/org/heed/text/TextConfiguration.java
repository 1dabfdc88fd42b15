package org.heed.text;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Jobs ask for what is to be looked at before them by its interface. */
@Configuration(proxyBeanMethods = false)
@Import(Handover.class)
class TextConfiguration {}
