package org.heed.chain;

/**
 * Something that a chain nobody touched does not have.
 *
 * @param subject what it is about, with its id: {@code consent event 12}, {@code position 7}
 * @param found what was found, and what was expected
 */
public record Break(String subject, String found) {}
