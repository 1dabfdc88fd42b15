package org.heed.settings;

import org.jspecify.annotations.Nullable;

/**
 * Who may come by dropped files and reports besides Heed's own user.
 *
 * @param group a group of the system that may read {@code done rejected reports} and write {@code
 *     inbox}; null: nobody else
 */
public record FileSettings(@Nullable String group) {}
