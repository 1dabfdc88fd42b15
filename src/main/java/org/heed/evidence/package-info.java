/** One file that shows everything about a number or a person, and proves itself (E5). */
@NullMarked
package org.heed.evidence;

import org.jspecify.annotations.NullMarked;
