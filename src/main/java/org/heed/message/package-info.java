/** What a text says: its length in segments, its opt-out line. */
@NullMarked
package org.heed.message;

import org.jspecify.annotations.NullMarked;
