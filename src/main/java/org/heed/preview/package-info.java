/** What a file would do if it were imported now and sent tonight; nothing is stored. */
@NullMarked
package org.heed.preview;

import org.jspecify.annotations.NullMarked;
