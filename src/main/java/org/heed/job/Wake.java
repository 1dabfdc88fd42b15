package org.heed.job;

import java.time.Instant;
import java.util.Map;

/**
 * Something a kind of job wants to be run for between its scheduled times.
 *
 * @param at when
 * @param parameters of that run
 * @param why in a few words: {@code held texts}
 */
public record Wake(Instant at, Map<String, String> parameters, String why) {}
