/** A mail server for trying: every mail becomes a file. */
@NullMarked
package org.heed.mail.sandbox;

import org.jspecify.annotations.NullMarked;
