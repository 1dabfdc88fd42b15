package org.heed.importing;

import java.util.ArrayList;
import java.util.List;
import org.heed.consent.FileRow;
import org.heed.people.Listing;
import org.heed.people.People;

/** What rows change: people and the phones listed for them. */
record PeopleChanges(
    List<People.Person> added,
    List<People.Person> changed,
    List<Listing> list,
    List<Listing> relist,
    List<Listing> unlist,
    List<FileRow> given,
    List<SaidNo.Found> saidNo) {
  PeopleChanges() {
    this(
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>());
  }
}
