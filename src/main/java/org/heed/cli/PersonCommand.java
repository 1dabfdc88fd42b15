package org.heed.cli;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.heed.address.Institution;
import org.heed.desk.PersonDesk;
import org.heed.desk.WayBack;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code person}: everything about one person. */
@Command(
    name = "person",
    description =
        "Everything about one person: phones with their status and why, what would turn texts on"
            + " again, every message and every reply, the whole history with its evidence.",
    mixinStandardHelpOptions = true)
final class PersonCommand implements Callable<Integer> {
  @ParentCommand private Heed heed;

  @Parameters(
      index = "0",
      paramLabel = "ID",
      description = "A student id, a phone in any spelling, or an email address.")
  private String id;

  @Option(names = "--json", description = "Print one JSON object in the place of text.")
  private boolean json;

  @Override
  public Integer call() {
    try (Application application = Application.desk(heed, "person", Duration.ofSeconds(10))) {
      List<PersonDesk.Sheet> sheets = application.bean(PersonDesk.class).find(id);
      if (json) {
        PersonJson people = PersonJson.of(sheets, application.bean(WayBack.class));
        heed.out().println(Json.text(people, application.bean(Institution.class).zone()));
      } else {
        PersonPage page = PersonPage.of(application);
        for (int i = 0; i < sheets.size(); i++) {
          if (i > 0) {
            heed.out().println();
          }
          page.text(sheets.get(i)).forEach(heed.out()::println);
        }
      }
      return 0;
    }
  }
}
