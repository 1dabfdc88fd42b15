/** Carries the embedded database over to PostgreSQL, and proves that all of it is there. */
@NullMarked
package org.heed.move;

import org.jspecify.annotations.NullMarked;
