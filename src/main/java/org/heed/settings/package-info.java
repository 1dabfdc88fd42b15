/** How settings are read: YAML as it was typed, folders before the first log line. */
@NullMarked
package org.heed.settings;

import org.jspecify.annotations.NullMarked;
