package org.heed.campaign;

/**
 * What became of a row of a consent file.
 *
 * @param subject the phone or student id, as written
 * @param phones how many phones it is about
 * @param changed how many of them had another status before
 */
record ConsentRow(long line, String subject, int phones, int changed) {}
