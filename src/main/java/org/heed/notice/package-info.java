/** Mails to staff that are owed until the mail server has them. */
@NullMarked
package org.heed.notice;

import org.jspecify.annotations.NullMarked;
