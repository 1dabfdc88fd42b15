/** The nightly run: its steps, in order, and what it tells staff. */
@NullMarked
package org.heed.night;

import org.jspecify.annotations.NullMarked;
