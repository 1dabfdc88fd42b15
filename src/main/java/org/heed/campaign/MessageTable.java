package org.heed.campaign;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import org.heed.address.PhoneNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Queues one campaign's messages, in the transaction of the caller. */
final class MessageTable implements Consumer<List<Draft>> {
  private static final String QUEUE =
      """
      insert into message (campaign_id, line, person_id, named_number, sender, body, subject, email,
        if_unknown, send_after, queued_at, person_words, phone_words, status)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'READY')
      """;

  private final JdbcTemplate jdbc;
  private final long campaignId;
  private final OffsetDateTime now;

  MessageTable(JdbcTemplate jdbc, long campaignId, OffsetDateTime now) {
    this.jdbc = jdbc;
    this.campaignId = campaignId;
    this.now = now;
  }

  @Override
  public void accept(List<Draft> drafts) {
    jdbc.batchUpdate(QUEUE, drafts.stream().map(this::row).toList());
  }

  private @Nullable Object[] row(Draft draft) {
    PhoneNumber phone = draft.phone();
    Instant after = draft.sendAfter();
    return new @Nullable Object[] {
      campaignId,
      draft.line(),
      draft.person().id(),
      phone == null ? null : phone.e164(),
      draft.sender().number().e164(),
      draft.body(),
      draft.subject(),
      draft.email(),
      draft.ifUnknown(),
      after == null ? null : after.atOffset(ZoneOffset.UTC),
      now,
      draft.personWords(),
      draft.phoneWords()
    };
  }
}
