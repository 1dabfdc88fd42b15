package org.heed.report;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The report is a kind of job. */
@Configuration(proxyBeanMethods = false)
@Import(Report.class)
class ReportConfiguration {}
