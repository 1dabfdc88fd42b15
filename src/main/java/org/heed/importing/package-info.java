/** The import: checks a file, loads its rows, ends it. */
@NullMarked
package org.heed.importing;

import org.jspecify.annotations.NullMarked;
