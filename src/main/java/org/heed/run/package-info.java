/** What one nightly run knows of itself, and how patiently it tries again. */
@NullMarked
package org.heed.run;

import org.jspecify.annotations.NullMarked;
