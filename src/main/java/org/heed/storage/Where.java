package org.heed.storage;

import java.util.List;

/**
 * A condition and its values.
 *
 * @param sql begins with {@code and}; empty: there is none
 */
public record Where(String sql, List<Object> values) {}
