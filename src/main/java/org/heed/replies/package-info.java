/** What people replied, read from the gateway's log and applied as consent. */
@NullMarked
package org.heed.replies;

import org.jspecify.annotations.NullMarked;
