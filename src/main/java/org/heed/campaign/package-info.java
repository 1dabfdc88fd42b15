/** Files dropped into the inbox: read, checked row by row, taken or rejected, with a receipt. */
@NullMarked
package org.heed.campaign;

import org.jspecify.annotations.NullMarked;
