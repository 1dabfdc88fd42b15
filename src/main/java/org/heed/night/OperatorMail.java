package org.heed.night;

import java.time.Clock;
import java.util.List;
import org.heed.address.Institution;
import org.heed.chain.Chain;
import org.heed.job.JobResult;
import org.heed.mail.Notices;
import org.heed.words.Phrases;
import org.heed.words.Words;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** The summary of a night as a mail to the operators. */
@Component
class OperatorMail {
  private static final Logger log = LoggerFactory.getLogger(OperatorMail.class);

  private final Notices notices;
  private final Institution institution;
  private final Chain chain;
  private final Clock clock;

  OperatorMail(Notices notices, Institution institution, Chain chain, Clock clock) {
    this.chain = chain;
    this.notices = notices;
    this.institution = institution;
    this.clock = clock;
  }

  /** Owes and sends it; a mail that cannot go now is sent by the next run. */
  void send(JobResult result) {
    List<String> operators = notices.operators();
    if (operators.isEmpty()) {
      return;
    }
    try {
      notices.add(operators, subject(result), text(result));
      String owed = notices.send().problem();
      if (owed != null
          && !String.valueOf(result.problem()).contains(Phrases.of("mail.server", ""))) {
        log.warn("the summary of this night waits: {}", owed);
      }
    } catch (DataAccessException | TransactionException e) {
      log.error("the operators are not told of this night: the database did not take the mail", e);
    }
  }

  private String subject(JobResult result) {
    return Phrases.of(
        "night.subject",
        Words.date(clock.instant().atZone(institution.zone())),
        result.done() ? result.counted().get(0) : Phrases.of("night.could.not"));
  }

  /** Where the chain stands, so that it is known outside as well (E6). */
  private String seal() {
    chain.seal();
    Chain.State state = chain.state();
    return Phrases.of(
            "chain.head",
            state.head().brief(),
            state.head().text(),
            Words.count(state.head().position()))
        + (state.open() == 0 ? "" : " " + Phrases.of("chain.open", Words.count(state.open())));
  }

  private String text(JobResult result) {
    String problem = result.problem();
    return (problem == null ? "" : Phrases.of("night.problem", problem) + "\n\n")
        + String.join("\n", result.lines())
        + "\n\n"
        + seal()
        + "\n\n"
        + Phrases.of("report.as.of", Words.time(clock.instant(), institution.zone()))
        + (institution.name() == null ? "" : ", " + institution.name())
        + ".\n";
  }
}
