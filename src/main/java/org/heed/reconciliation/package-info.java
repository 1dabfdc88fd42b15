/** What was left open: late results, unanswered sends, refusals turned into email. */
@NullMarked
package org.heed.reconciliation;

import org.jspecify.annotations.NullMarked;
