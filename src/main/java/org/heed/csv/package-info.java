/** Reads tables that people have exported: encodings, delimiters, headers, rows, cells. */
@NullMarked
package org.heed.csv;

import org.jspecify.annotations.NullMarked;
