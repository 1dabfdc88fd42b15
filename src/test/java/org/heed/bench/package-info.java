/** Measures whole commands, cold, as a user waits for them. */
package org.heed.bench;
