package org.heed.night;

import org.heed.job.Night;
import org.heed.mail.Notices;
import org.heed.mail.Sent;
import org.heed.replies.ReplyDigests;
import org.springframework.stereotype.Component;

/** What staff are told at the end of a night. */
@Component
class NightNotices {
  private final FindingNotices findings;
  private final ReplyDigests digests;
  private final Notices notices;
  private final Night night;

  NightNotices(FindingNotices findings, ReplyDigests digests, Notices notices, Night night) {
    this.findings = findings;
    this.digests = digests;
    this.notices = notices;
    this.night = night;
  }

  void send(long runId) {
    night.findings(findings.tell());
    digests.write();
    Sent mails = notices.send();
    night.mailed(mails.notes(), mails.problem(), mails.missing());
  }
}
