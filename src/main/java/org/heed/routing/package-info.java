/** Which way a message goes: pure rules, and their questions put to the database. */
@NullMarked
package org.heed.routing;

import org.jspecify.annotations.NullMarked;
