package org.heed.move;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.heed.job.Progress;

/** Reads both sides from their beginning to their end, and holds them against each other. */
final class Comparison {
  private final Connection old;
  private final Target target;
  private final Progress progress;
  private final Runnable check;

  /**
   * @param check called now and then; may throw
   */
  Comparison(Connection old, Target target, Progress progress, Runnable check) {
    this.old = old;
    this.target = target;
    this.progress = progress;
    this.check = check;
  }

  /**
   * Each table, the same on both sides.
   *
   * @throws Different for the first that is not
   */
  List<Move.Same> of(List<Table> tables) throws SQLException {
    List<Move.Same> same = new ArrayList<>();
    for (Table table : tables) {
      check.run();
      Contents.Sum here = sum(table);
      Contents.Sum there = target.sum(table, progress::add);
      if (!here.equals(there)) {
        throw new Different(table.renewed(), here, there);
      }
      same.add(new Move.Same(table.renewed(), here.rows(), here.hash()));
    }
    return same;
  }

  private Contents.Sum sum(Table table) throws SQLException {
    Contents contents = new Contents();
    Line line = new Line();
    Pages pages = new Pages(old, table, List.of());
    Pages.Rows rows =
        row -> {
          contents.add(line.of(table.columns(), row));
          progress.add(1);
        };
    while (pages.next(rows)) {
      check.run();
    }
    return contents.sum();
  }
}
