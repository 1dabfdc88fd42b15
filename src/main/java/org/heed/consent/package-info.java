/** May this phone be texted, and how is that known: ledger, status, keywords, routing. */
@NullMarked
package org.heed.consent;

import org.jspecify.annotations.NullMarked;
