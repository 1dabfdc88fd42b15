package org.heed.page;

/**
 * A picture above the rows.
 *
 * @param title what it shows
 * @param description the same in words, for who does not see it
 * @param svg the picture itself, an {@code <svg>} element
 */
public record Figure(String title, String description, String svg) {}
