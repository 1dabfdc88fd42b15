/** What staff ask about one person, and what they can say on the phone. */
@NullMarked
package org.heed.desk;

import org.jspecify.annotations.NullMarked;
