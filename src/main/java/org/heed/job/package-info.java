/** What a job is: its kind, one run of it, its result; how a run is started and taken up again. */
@NullMarked
package org.heed.job;

import org.jspecify.annotations.NullMarked;
