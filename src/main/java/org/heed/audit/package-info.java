/** Proves over the whole database that the rules were kept, or lists where they were not (E2). */
@NullMarked
package org.heed.audit;

import org.jspecify.annotations.NullMarked;
