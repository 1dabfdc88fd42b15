/** Cancellations: what has not been tried of a campaign never leaves (C1). */
@NullMarked
package org.heed.cancel;

import org.jspecify.annotations.NullMarked;
