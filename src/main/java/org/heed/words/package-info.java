/** Words for people: counts, beginnings of longer texts. */
@NullMarked
package org.heed.words;

import org.jspecify.annotations.NullMarked;
