/** What is becoming of each campaign: its rows, when it goes on, and what it costs. */
@NullMarked
package org.heed.calendar;

import org.jspecify.annotations.NullMarked;
