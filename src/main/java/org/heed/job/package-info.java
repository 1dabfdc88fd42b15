/**
 * What a job is: its kind, one run of it, its result; how a run is started and taken up again, what
 * a nightly one knows of itself, and how patiently it tries again.
 */
@NullMarked
package org.heed.job;

import org.jspecify.annotations.NullMarked;
