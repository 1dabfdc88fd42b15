/** A gateway and a mail server to try things on: real sockets, nobody is texted. */
@NullMarked
package org.heed.sandbox;

import org.jspecify.annotations.NullMarked;
