/** The message report and the opt-out export, as files and by mail. */
@NullMarked
package org.heed.report;

import org.jspecify.annotations.NullMarked;
