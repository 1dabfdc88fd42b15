/** A report as one HTML file that needs no network: its rows, and what to look at them with. */
@NullMarked
package org.heed.page;

import org.jspecify.annotations.NullMarked;
