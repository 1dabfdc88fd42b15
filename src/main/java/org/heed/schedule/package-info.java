/** Job files, what is due when, and one run at a time. */
@NullMarked
package org.heed.schedule;

import org.jspecify.annotations.NullMarked;
