/** The people and their phones: who is who, who lists which number, whose lane is whose. */
@NullMarked
package org.heed.people;

import org.jspecify.annotations.NullMarked;
