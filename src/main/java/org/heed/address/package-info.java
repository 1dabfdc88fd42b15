/** Who is written to and who writes: phone numbers, people, senders. Values only. */
@NullMarked
package org.heed.address;

import org.jspecify.annotations.NullMarked;
