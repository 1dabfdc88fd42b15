package org.heed.queue;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The only campaign the run that goes on routes and sends, where it was told one (C2). */
@Component
public class OnlyCampaign {
  private volatile @Nullable Long id;

  /** Null: all of them. */
  public void set(@Nullable Long campaignId) {
    id = campaignId;
  }

  public @Nullable Long id() {
    return id;
  }

  /** Whether the run is about this campaign. */
  public boolean covers(long campaignId) {
    Long only = id;
    return only == null || only == campaignId;
  }

  /** Behind a condition on messages, in SQL; HSQLDB keeps to the queue's index. */
  public String and() {
    Long only = id;
    return only == null ? "" : " and campaign_id + 0 = " + only + " ";
  }
}
