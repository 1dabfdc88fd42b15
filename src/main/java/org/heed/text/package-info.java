/** Sends texts: claims, calls, records, slows down, stops. */
@NullMarked
package org.heed.text;

import org.jspecify.annotations.NullMarked;
