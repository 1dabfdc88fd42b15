/** Email: one connection for many messages, an outcome for each. */
@NullMarked
package org.heed.mail;

import org.jspecify.annotations.NullMarked;
