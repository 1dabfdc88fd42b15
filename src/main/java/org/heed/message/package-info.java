/** The queue: a message's states, its tries, its length in segments. */
@NullMarked
package org.heed.message;

import org.jspecify.annotations.NullMarked;
