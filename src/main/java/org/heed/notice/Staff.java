package org.heed.notice;

import jakarta.mail.internet.AddressException;
import java.util.List;
import org.heed.address.ConfigurationProblem;
import org.heed.mail.Addresses;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who is told what by mail.
 *
 * @param staff addresses told of what needs a person: pauses
 * @param operators addresses that get the summary of each night
 */
@ConfigurationProperties("heed.mail")
public record Staff(@DefaultValue List<String> staff, @DefaultValue List<String> operators) {
  public Staff {
    staff = checked("heed.mail.staff", staff);
    operators = checked("heed.mail.operators", operators);
  }

  private static List<String> checked(String property, List<String> addresses) {
    try {
      return Addresses.plain(String.join(",", addresses));
    } catch (AddressException e) {
      throw new ConfigurationProblem(
          property
              + ": found "
              + String.join(", ", addresses)
              + ", expected addresses such as texts@example.edu");
    }
  }
}
