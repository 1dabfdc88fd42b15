/** The text gateway behind one small port: one call is one POST, every answer is a value. */
@NullMarked
package org.heed.gateway;

import org.jspecify.annotations.NullMarked;
