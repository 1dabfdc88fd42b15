package org.heed.report;

import java.util.List;
import org.heed.chart.Chart;
import org.jspecify.annotations.Nullable;

/**
 * What one run has written.
 *
 * @param about as of when, in which zone, with which filters
 * @param since what happened since the last run, whether only that was asked for or not
 * @param written the files
 * @param subject for a mail
 * @param title what it is, for people
 * @param period which days it is about
 * @param figures what it comes to
 * @param chart the same to look at; null: the figures say it all
 * @param lines the same for a terminal
 * @param summary the same as data
 */
record Extract(
    Request request,
    About about,
    Delta since,
    List<Attachments.Written> written,
    String subject,
    String title,
    String period,
    List<ReportMail.Figure> figures,
    @Nullable Chart chart,
    List<String> lines,
    ReportResult summary) {}
