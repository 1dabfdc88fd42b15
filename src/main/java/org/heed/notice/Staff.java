package org.heed.notice;

import java.util.List;
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
    staff = Addresses.named("heed.mail.staff", String.join(",", staff));
    operators = Addresses.named("heed.mail.operators", String.join(",", operators));
  }
}
