/**
 * What is stopped: a campaign or a sender that brings too many opt-outs, until staff resume it
 * (R9), and what has not been tried of a campaign that is cancelled (C1).
 */
@NullMarked
package org.heed.pause;

import org.jspecify.annotations.NullMarked;
