/** The nightly job: route, text, email, and the summary of what became of each message. */
@NullMarked
package org.heed.delivery;

import org.jspecify.annotations.NullMarked;
