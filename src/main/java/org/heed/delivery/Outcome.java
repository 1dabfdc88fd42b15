package org.heed.delivery;

import org.heed.gateway.Answer;

/** What became of an intent; to be recorded. */
record Outcome(Intent intent, Answer answer) {}
