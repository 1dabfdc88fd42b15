/** Sends emails: letters, their look, and what the mail server says. */
@NullMarked
package org.heed.email;

import org.jspecify.annotations.NullMarked;
