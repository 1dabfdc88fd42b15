package org.heed.replies;

import static org.assertj.core.api.Assertions.assertThat;

import org.heed.address.PhoneNumber;
import org.heed.address.PhoneNumbers;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose a reply is, by the address it came from. */
@NullUnmarked
class AddressTest {
  private final PhoneNumbers numbers = new PhoneNumbers("US");

  @ParameterizedTest
  @CsvSource({
    "+13125550001, +13125550001",
    "+1 312 555 0001, +13125550001",
    "13125550001, +13125550001",
    "(312) 555-0001, +13125550001",
    "442079460018, +442079460018",
    "+442079460018, +442079460018",
    "whatsapp:+13125550001, +13125550001",
    "WhatsApp: +1 312 555 0001, +13125550001",
    "whatsapp:442079460018, +442079460018",
    "rcs:+13125550001, +13125550001",
    "RCS:13125550001, +13125550001",
    "tel:+13125550001, +13125550001",
    "sms:3125550001, +13125550001",
    "\u202A+13125550001\u202C, +13125550001",
    "\u200Ewhatsapp:\u200E+13125550001, +13125550001",
  })
  void L1_the_phone_is_read_whatever_the_channel(String address, String phone) {
    assertThat(Address.phone(address, numbers)).isEqualTo(new PhoneNumber(phone));
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        " ",
        "22395",
        "rcs:agent",
        "messenger:1234567890123456",
        "messenger:13125550001",
        "chat:3125550001",
        "client:13125550001",
        "+not a number",
        "Anonymous",
        "rcs:a_brand_agent_whose_name_1_312_555_0001_is_long"
      })
  void L1_an_id_that_is_no_phones_is_taken_for_none(String address) {
    assertThat(Address.phone(address, numbers)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "+1 312 555 0001, +13125550001",
    "whatsapp:+13125550001, whatsapp:+13125550001",
    "\u202Arcs:agent\u0007, rcs:agent",
    "22395, 22395",
    "+not a number, +not a number",
  })
  void an_address_is_kept_as_it_was(String address, String kept) {
    assertThat(Address.kept(address, numbers)).isEqualTo(kept);
  }

  @Test
  void an_address_is_kept_as_far_as_there_is_room() {
    assertThat(Address.kept("rcs:" + "a".repeat(400), numbers)).hasSize(320);
    assertThat(Address.kept(null, numbers)).isEmpty();
  }
}
