package org.heed.campaign;

import com.carrotsearch.hppc.LongHashSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.heed.address.PhoneNumber;
import org.heed.csv.Cells;
import org.heed.csv.RowProblem;
import org.heed.words.Phrases;

/** What a campaign file has said so far: a row that repeats an earlier one is a duplicate. */
final class SeenRows {
  private final LongHashSet seen = new LongHashSet();
  private LongHashSet group = new LongHashSet();

  /** Begins with a group of rows, also once more. */
  void begin() {
    group = new LongHashSet();
  }

  /** Ends the group. */
  void end() {
    seen.addAll(group);
  }

  /** An earlier row adds this person once the rows are written. */
  void add(String student) {
    group.add(Cells.hash("added", student));
  }

  boolean isAdded(String student) {
    return saw(Cells.hash("added", student));
  }

  /**
   * A phone gets the same words once, whoever shares it. Where it gets no text, two students are
   * two, so that each gets the email.
   *
   * @param byEmail the phone the row names gets no text as things stand
   */
  void unique(Draft draft, boolean byEmail) throws RowProblem {
    PhoneNumber phone = draft.phone();
    String id = Objects.requireNonNullElse(draft.person().studentId(), "");
    String sender = draft.sender().number().e164();
    String words = Cells.sameWords(draft.body());
    List<Long> keys = new ArrayList<>();
    boolean known = false;
    if (!id.isEmpty()) {
      keys.add(Cells.hash("person", id, sender, words));
      known = saw(keys.get(0));
    }
    if (phone != null) {
      long any = Cells.hash("phone", phone.e164(), sender, words);
      long nobodys = Cells.hash(Phrases.of("row.nobodys.phone"), phone.e164(), sender, words);
      known |= saw(byEmail && !draft.byPhone() ? nobodys : any);
      keys.add(any);
      if (id.isEmpty()) {
        keys.add(nobodys);
      }
    }
    if (known) {
      throw new RowProblem(
          phone == null ? "student_id" : "phone",
          phone == null ? id : phone.e164(),
          Phrases.of("row.duplicate"));
    }
    keys.forEach(group::add);
  }

  private boolean saw(long key) {
    return group.contains(key) || seen.contains(key);
  }
}
