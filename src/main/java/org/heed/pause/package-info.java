/**
 * Pauses: a campaign or a sender that brings too many opt-outs stops until staff resume it (R9).
 */
@NullMarked
package org.heed.pause;

import org.jspecify.annotations.NullMarked;
