/**
 * Numbers to be looked at: what charts count, and their pictures as SVG for a page and as PNG for a
 * mail.
 */
@NullMarked
package org.heed.chart;

import org.jspecify.annotations.NullMarked;
