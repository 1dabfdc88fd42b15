/** The database: where it is, how it is locked and that it keeps what it acknowledged. */
@NullMarked
package org.heed.storage;

import org.jspecify.annotations.NullMarked;
