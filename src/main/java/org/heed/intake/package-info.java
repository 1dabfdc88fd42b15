/** Files as they are taken in: the inbox, what is kept of each, and the receipts. */
@NullMarked
package org.heed.intake;

import org.jspecify.annotations.NullMarked;
