package org.heed.report;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The report is a kind of job; the page that leads to reports follows each job. */
@Configuration(proxyBeanMethods = false)
@Import({Report.class, ReportIndex.class})
class ReportConfiguration {}
