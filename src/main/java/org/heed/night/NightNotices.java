package org.heed.night;

import org.heed.notice.Notices;
import org.heed.replies.ReplyDigests;
import org.heed.run.Night;
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
    night.mailed(notices.send());
  }
}
