/** Who takes part in a night, and which lanes are whose. */
@NullMarked
package org.heed.worker;

import org.jspecify.annotations.NullMarked;
