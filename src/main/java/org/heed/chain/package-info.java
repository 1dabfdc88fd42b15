/**
 * The chain of hashes over what was said and decided (E6): who changes, takes out or exchanges a
 * fact is found out. It reads the facts of others and writes nothing but its links.
 */
@NullMarked
package org.heed.chain;

import org.jspecify.annotations.NullMarked;
