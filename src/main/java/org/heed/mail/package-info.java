/** Email: one connection for many messages, an outcome for each; the mails owed to staff. */
@NullMarked
package org.heed.mail;

import org.jspecify.annotations.NullMarked;
