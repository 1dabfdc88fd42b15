/** Words for people: phrases, counts, times; how long a text is and how it ends. */
@NullMarked
package org.heed.words;

import org.jspecify.annotations.NullMarked;
