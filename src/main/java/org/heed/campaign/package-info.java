/** What a campaign's rows ask for: messages, their words and whom they are for. */
@NullMarked
package org.heed.campaign;

import org.jspecify.annotations.NullMarked;
