package org.heed.consent;

import org.heed.address.PhoneNumber;

/** One of the institution's senders and a phone: what the gateway blocks, and greets once. */
public record Pair(PhoneNumber sender, PhoneNumber phone) {}
