package org.heed.intake;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.heed.address.Institution;
import org.heed.address.Times;
import org.heed.csv.FileKind;
import org.heed.csv.Rejection;
import org.heed.mail.Notices;
import org.heed.settings.DeliverySettings;
import org.heed.words.OptOutLine;
import org.heed.words.Phrases;
import org.heed.words.Segments;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells by mail what became of a dropped file, whoever ended it and whenever. */
@Component
public class FileNotices {
  private static final String ADD =
      """
      insert into file_notify (file_id, address)
      select id, ? from import_file where id = ? and not exists (
        select 1 from file_notify where file_id = ? and lower(address) = lower(?))
      """;
  private static final String UNTOLD =
      """
      select distinct n.file_id from file_notify n join import_file f on f.id = n.file_id
      where n.noticed_at is null and f.state in ('DONE', 'REJECTED') order by n.file_id
      """;
  private static final String NAMED = "select address from file_notify where file_id = ?";
  private static final String ADDRESSES =
      "select address from file_notify where file_id = ? and noticed_at is null order by address";
  private static final String TOLD =
      "update file_notify set noticed_at = ? where file_id = ? and noticed_at is null";
  private static final String CAMPAIGNS = "select id from campaign where file_id = ?";
  // By the whole index; with the campaigns as a subselect each page goes through all messages.
  private static final String BODIES =
      """
      select line, body from message where campaign_id = ? and line > ?
      order by campaign_id, line limit 1000
      """;

  private final ImportFiles files;
  private final RowResults results;
  private final Notices notices;
  private final Receipts receipts;
  private final WhatIsNext next;
  private final Institution institution;
  private final @Nullable String stopLine;
  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;

  FileNotices(
      ImportFiles files,
      RowResults results,
      Notices notices,
      Receipts receipts,
      WhatIsNext next,
      Institution institution,
      DeliverySettings delivery,
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      Clock clock) {
    this.files = files;
    this.results = results;
    this.notices = notices;
    this.receipts = receipts;
    this.next = next;
    this.institution = institution;
    this.stopLine = delivery.stopLine();
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Whom to tell of a file, besides those who are known already. */
  public void add(long fileId, Collection<String> addresses) {
    jdbc.batchUpdate(
        ADD, addresses.stream().map(one -> new Object[] {one, fileId, fileId, one}).toList());
  }

  /** Whom a file names. */
  public List<String> named(long fileId) {
    return jdbc.queryForList(NAMED, String.class, fileId);
  }

  /** Tells of a file whoever was told of an earlier one. */
  public void addAsOf(long earlier, long fileId) {
    add(fileId, named(earlier));
  }

  /** Owes a mail for every file that has ended and was not told of yet. */
  public void write() {
    for (Long id : files.unanswered()) {
      transaction.executeWithoutResult(
          status -> {
            if (named(id).isEmpty()) {
              add(id, notices.registrars());
            }
            files.answered(id);
          });
    }
    for (Long id : jdbc.queryForList(UNTOLD, Long.class)) {
      ImportFile file = files.get(id);
      List<String> lines = text(file);
      List<Path> attached = receipts.attached(file);
      transaction.executeWithoutResult(
          status -> {
            List<String> addresses = jdbc.queryForList(ADDRESSES, String.class, id);
            notices.add(
                addresses, ReceiptText.subject(file), String.join("\n", lines) + "\n", attached);
            jdbc.update(TOLD, Times.now(clock), id);
          });
    }
  }

  private List<String> text(ImportFile file) {
    List<Rejection> first = results.rejected(file.id(), 0);
    List<String> lines =
        ReceiptText.mail(
            file,
            first.subList(0, Math.min(first.size(), ReceiptText.SHOWN)),
            results.noted(file.id()),
            institution.zone());
    lines.addAll(next.of(file));
    if (file.kind() == FileKind.CAMPAIGN && file.accepted() > 0) {
      lines.add(Phrases.of("notice.segments", segments(file.id())));
    }
    return lines;
  }

  private long segments(long fileId) {
    return jdbc.queryForList(CAMPAIGNS, Long.class, fileId).stream()
        .mapToLong(this::segmentsOf)
        .sum();
  }

  private long segmentsOf(long campaign) {
    long[] sum = {0, 0};
    long before = -1;
    while (sum[1] > before) {
      before = sum[1];
      jdbc.query(
          BODIES,
          (RowCallbackHandler)
              row -> {
                sum[1] = row.getLong(1);
                sum[0] += Segments.count(OptOutLine.body(row.getString(2), stopLine));
              },
          campaign,
          before);
    }
    return sum[0];
  }
}
