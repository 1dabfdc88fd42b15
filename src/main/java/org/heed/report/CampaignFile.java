package org.heed.report;

import java.nio.file.Path;

/**
 * A campaign and where its outcomes are written.
 *
 * @param id the campaign's
 * @param fileId of the file it came in
 * @param name as on reports
 * @param file its outcome file
 */
record CampaignFile(long id, long fileId, String name, Path file) {}
