package org.heed.campaign;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.heed.address.PhoneNumber;
import org.heed.address.PhoneType;
import org.heed.csv.CsvFormat;
import org.heed.csv.Rejection;
import org.heed.csv.RowGroups;
import org.heed.csv.UnreadableFile;
import org.heed.intake.Loader;
import org.heed.people.Listing;
import org.heed.people.TrialPeople;
import org.heed.people.Whose;

/**
 * A campaign file, taken without storing anything. It is read twice: how a message goes depends on
 * phones that a later row may list.
 */
public final class CampaignTrial {
  /**
   * What became of some rows that follow one another.
   *
   * @param rejected rows, by line
   * @param planned messages, by line
   */
  public record Group(List<Rejection> rejected, List<PlannedMessage> planned) {}

  /** Told of each phone that would be listed. */
  public interface Listed {
    /**
     * One of them.
     *
     * @param number the digits
     */
    void phone(long personId, long number);
  }

  private final Path file;
  private final CsvFormat format;
  private final BiFunction<TrialPeople, Consumer<List<Draft>>, Loader> loader;
  private final TrialPeople before;
  private final TrialPeople after;

  /**
   * Reads the file for the first time.
   *
   * @param before nobody added yet
   * @param after nobody added yet
   */
  public CampaignTrial(
      Path file,
      CsvFormat format,
      BiFunction<TrialPeople, Consumer<List<Draft>>, Loader> loader,
      TrialPeople before,
      TrialPeople after)
      throws IOException, UnreadableFile {
    this.file = file;
    this.format = format;
    this.loader = loader;
    this.before = before;
    this.after = after;
    Loader first = loader.apply(after, drafts -> {});
    RowGroups.each(file, format, () -> false, group -> first.load(group, true));
  }

  /** The phones that would be listed for people. */
  public void eachListed(Listed listed) {
    after.eachListed(listed::phone);
  }

  public void groups(Consumer<Group> groups) throws IOException, UnreadableFile {
    List<Draft> drafts = new ArrayList<>();
    Loader second = loader.apply(before, drafts::addAll);
    RowGroups.each(
        file,
        format,
        () -> false,
        rows -> {
          drafts.clear();
          List<Rejection> rejected = second.load(rows, true);
          groups.accept(new Group(rejected, planned(drafts)));
        });
  }

  /** The phones of these people once the whole file is taken, in listing order. */
  public Map<Long, List<PlannedMessage.Listed>> listed(Collection<Long> personIds) {
    Map<Long, Map<PhoneNumber, Listing>> stored = after.listings(personIds);
    Map<Long, List<PlannedMessage.Listed>> listed = new HashMap<>();
    for (long person : personIds) {
      listed.computeIfAbsent(person, id -> listed(id, stored.getOrDefault(id, Map.of())));
    }
    return listed;
  }

  private List<PlannedMessage> planned(List<Draft> drafts) {
    Map<Long, List<PlannedMessage.Listed>> listed =
        listed(drafts.stream().map(draft -> draft.person().id()).toList());
    Set<PhoneNumber> phones = new HashSet<>();
    drafts.stream()
        .filter(draft -> draft.person().studentId() == null)
        .map(Draft::phone)
        .filter(Objects::nonNull)
        .forEach(phones::add);
    Map<PhoneNumber, Whose> whose = after.whose(phones);
    List<PlannedMessage> planned = new ArrayList<>();
    for (Draft draft : drafts) {
      planned.add(
          new PlannedMessage(
              draft.line(),
              draft.person().id(),
              draft.person().studentId(),
              draft.phone(),
              listed.getOrDefault(draft.person().id(), List.of()),
              draft.sender(),
              draft.body(),
              draft.subject(),
              draft.email() == null ? draft.person().email() : draft.email(),
              isNobody(draft, whose),
              draft.sendAfter()));
    }
    return planned;
  }

  private static boolean isNobody(Draft draft, Map<PhoneNumber, Whose> whose) {
    PhoneNumber phone = draft.phone();
    Whose who = phone == null ? null : whose.get(phone);
    return who != null && who.several() && draft.person().studentId() == null;
  }

  private List<PlannedMessage.Listed> listed(long person, Map<PhoneNumber, Listing> stored) {
    List<Listing> all = new ArrayList<>(stored.values());
    for (PhoneNumber number : after.added(person)) {
      if (!stored.containsKey(number)) {
        all.add(new Listing(person, number, PhoneType.Mobile, Recipients.POSITION, ""));
      }
    }
    all.sort(Comparator.comparingInt(Listing::position).thenComparing(Listing::number));
    return all.stream()
        .map(listing -> new PlannedMessage.Listed(listing.number(), listing.type()))
        .toList();
  }
}
