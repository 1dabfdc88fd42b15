package org.heed.preview;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What the import tells of a file that is only to be looked at. */
@Configuration(proxyBeanMethods = false)
@Import(MailedPreview.class)
class PreviewConfiguration {}
