package org.heed.sandbox;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * A message as the API writes it.
 *
 * @param order its place in the book, which is not written
 */
record SandboxText(
    @JsonIgnore long order,
    String sid,
    String accountSid,
    String direction,
    String from,
    String to,
    String body,
    String status,
    @Nullable Integer errorCode,
    @Nullable String errorMessage,
    String dateCreated,
    @Nullable String dateSent,
    String dateUpdated,
    String numSegments,
    String numMedia,
    @Nullable String messagingServiceSid,
    @Nullable String price,
    String priceUnit,
    String apiVersion,
    String uri,
    Parts subresourceUris) {

  record Parts(String media) {}
}
