/** Heed sends the queued texts of an institution and heeds every STOP. */
@NullMarked
package org.heed;

import org.jspecify.annotations.NullMarked;
