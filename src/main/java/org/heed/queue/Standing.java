package org.heed.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where messages or attempts stand, as a condition of a statement: the one place that says in SQL
 * what is open, what is known to have left and what may have.
 *
 * @param channel null: either
 * @param not true: where they do not stand
 * @param statuses empty: any
 */
public record Standing(@Nullable Channel channel, boolean not, List<MessageStatus> statuses) {
  /** By text, whatever became of it. */
  public static final Standing TEXT = new Standing(Channel.SMS, false, List.of());

  /** Known to have left: the gateway or the mail server has it. */
  public static final Standing TAKEN = in(MessageStatus.SENT, MessageStatus.DELIVERED);

  /** Known to have left, or it may have: nobody has heard, or nobody can tell. */
  public static final Standing MAY_HAVE_LEFT =
      in(
          MessageStatus.SENT,
          MessageStatus.DELIVERED,
          MessageStatus.IN_DOUBT,
          MessageStatus.UNKNOWN);

  /** It may have left, or is just leaving. */
  public static final Standing MAY_LEAVE =
      in(
          MessageStatus.SENT,
          MessageStatus.DELIVERED,
          MessageStatus.IN_DOUBT,
          MessageStatus.UNKNOWN,
          MessageStatus.SENDING);

  /** An attempt the gateway may have seen. */
  public static final Standing BEGUN = notIn(MessageStatus.RELEASED);

  /** A message that has not come to its end. */
  public static final Standing OPEN =
      in(
          MessageStatus.READY,
          MessageStatus.HELD,
          MessageStatus.SENDING,
          MessageStatus.IN_DOUBT,
          MessageStatus.UNKNOWN);

  /** A message that was not tried, or is to be tried again. */
  public static final Standing WAITING = in(MessageStatus.READY, MessageStatus.HELD);

  /** A message that came to its end, one way or the other. */
  public static final Standing ENDED =
      in(MessageStatus.SENT, MessageStatus.DELIVERED, MessageStatus.FAILED);

  /** In one of these. */
  public static Standing in(MessageStatus... statuses) {
    return new Standing(null, false, List.of(statuses));
  }

  /** In none of these. */
  public static Standing notIn(MessageStatus... statuses) {
    return new Standing(null, true, List.of(statuses));
  }

  /** The same of texts alone. */
  public Standing byText() {
    return new Standing(Channel.SMS, not, statuses);
  }

  /** The same of emails alone. */
  public Standing byEmail() {
    return new Standing(Channel.EMAIL, not, statuses);
  }

  /**
   * As SQL, for the indexes that begin with status or channel.
   *
   * @param alias of the table; empty: it has none
   */
  public String of(String alias) {
    return sql(alias.isEmpty() ? "" : alias + ".", " ");
  }

  /** The same as expressions: by their indexes HSQLDB would walk all that stands so. */
  public String unindexed(String alias) {
    return sql(alias.isEmpty() ? "" : alias + ".", " || '' ");
  }

  private String sql(String prefix, String operand) {
    List<String> conditions = new ArrayList<>();
    if (channel != null) {
      conditions.add(prefix + "channel" + operand + "= '" + channel + "'");
    }
    if (statuses.size() == 1) {
      conditions.add(
          prefix + "status" + operand + (not ? "<>" : "=") + " '" + statuses.get(0) + "'");
    } else if (!statuses.isEmpty()) {
      conditions.add(
          prefix
              + "status"
              + operand
              + (not ? "not in " : "in ")
              + statuses.stream()
                  .map(status -> "'" + status + "'")
                  .collect(Collectors.joining(", ", "(", ")")));
    }
    return String.join(" and ", conditions);
  }
}
