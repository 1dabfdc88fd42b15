/** Files dropped into the inbox: people, campaigns and consent, taken whole or not at all. */
@NullMarked
package org.heed.campaign;

import org.jspecify.annotations.NullMarked;
