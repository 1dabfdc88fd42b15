package org.heed.intake;

import org.jspecify.annotations.Nullable;

/**
 * What became of a row of a consent file.
 *
 * @param subject the phone or student id, as written
 * @param phones how many phones it is about
 * @param changed how many of them had another status before
 * @param note what was wrong beside it, though it was taken, or why it leaves a phone as it is;
 *     null: nothing
 */
public record ConsentRow(
    long line, String subject, int phones, int changed, @Nullable String note) {}
