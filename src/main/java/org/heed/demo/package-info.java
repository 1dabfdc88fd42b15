/** The sample nights, told while they run. */
@NullMarked
package org.heed.demo;

import org.jspecify.annotations.NullMarked;
