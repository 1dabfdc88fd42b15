package org.heed.mail;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who emails come from.
 *
 * @param from address, with a name or without; required when mail is sent
 * @param replyTo where answers go; null: to the sender
 */
@ConfigurationProperties("heed.mail")
record HeedMailProperties(@Nullable String from, @Nullable String replyTo) {}
