package org.heed.address;

import org.jspecify.annotations.Nullable;

/**
 * One of the institution's own SMS numbers.
 *
 * @param number the number texts come from
 * @param name what people call it: {@code Advising}
 * @param messagesPerSecond how many texts a second it may send; null: as many as the gateway takes
 * @param mail who reads what people reply to it, addresses as typed; null: staff
 */
public record Sender(
    PhoneNumber number, String name, @Nullable Double messagesPerSecond, @Nullable String mail) {}
