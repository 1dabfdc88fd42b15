package org.heed.evidence;

/**
 * One line of the timeline; what there is not is empty.
 *
 * @param at when it happened, ISO 8601 in UTC
 * @param what a key of the words it is called by: {@code off}, {@code text.sent}
 * @param phone whose it is
 * @param words what was sent or replied, word by word
 * @param how how it is known
 * @param basis on what it rests
 * @param position of its fact in the chain; 0: it is no fact, or not sealed yet
 */
record Item(
    String at,
    String what,
    String phone,
    String sender,
    String words,
    String how,
    String by,
    String reason,
    String basis,
    long position) {}
