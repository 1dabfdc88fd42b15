/** What an institution can set, and how it is read: YAML as it was typed, before the first bean. */
@NullMarked
package org.heed.settings;

import org.jspecify.annotations.NullMarked;
