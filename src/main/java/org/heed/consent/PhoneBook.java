package org.heed.consent;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.heed.address.PhoneNumber;
import org.springframework.stereotype.Component;

/** The phones people list, with what may be done with them. */
@Component
public class PhoneBook {

  /** Each person's phones in listing order; a person without phones is left out. */
  public Map<Long, List<Candidate>> listed(Collection<Long> personIds) {
    return Map.of();
  }

  /** The phones of these numbers, as type Other; a number Heed does not know is left out. */
  public Map<PhoneNumber, Candidate> numbers(Collection<PhoneNumber> numbers) {
    return Map.of();
  }
}
