package org.heed.importing;

import org.springframework.context.annotation.Configuration;

/** The import is a kind of job. */
@Configuration(proxyBeanMethods = false)
@org.springframework.context.annotation.Import(Import.class)
class ImportConfiguration {}
