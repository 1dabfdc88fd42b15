/**
 * What is shipped to run Heed by: the image, the manifests and the units, held against their own
 * rules.
 */
@org.jspecify.annotations.NullMarked
package org.heed.deploy;
