package org.heed.csv;

import java.text.Normalizer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells the columns of opt-out lists, of replies and of logs of texts, as many systems write them:
 * {@code Opt-Out Date}, {@code SMS Consent}, {@code OptedOut?}. What a text may be filled with
 * ({@code consent_form}, {@code opt_out_deadline}, {@code received}) is none of them.
 */
public final class ListColumns {
  private static final int LONGEST = 60;
  private static final int LONGEST_CELL = 300;
  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");

  /** Whose or what it is, in front; {@code date} and {@code time} also stand there. */
  private static final String OF_WORDS =
      "(?:sms|text|texting|texts|textmessages?|emails?|phone|mobile|cell|contact|marketing|global"
          + "|is|has|was|date|datetime|time|of|user|student|person|recipient|customer|messages?"
          + "|messaging|communications?|twilio|current|last|first|the|their";

  private static final String OF = OF_WORDS + ")*";

  private static final String WHAT =
      "(?:opt(?:s|ed)?(?:out|in)s?|unsub|unsubs|unsubscribe[ds]?|unsubscription|resubscribed"
          + "|subscribed|subscribedstatus|subscriptionstatus|smssubscription|textsubscription"
          + "|consent(?:s|ed)?|consentement|consentimiento|consenso|einwilligung"
          + "|desabonn(?:e|ee|ement)"
          + "|do(?:no|n)t(?:text|sms|contact|message|mail|email|send|disturb|call)|dnc|dnd|dnt"
          + "|no(?:sms|texts?|texting|contact)|blacklist(?:ed)?|blocklist(?:ed)?|suppress(?:ed|ion)?"
          + "|(?:disabled|stopped)(?:at|on|date)|stop(?:date|at|on|request(?:ed)?|reply|keyword|word|sms|texts?|texting|received)"
          + "|(?:sms|text|texts|texting|messaging|message)(?:status|enabled|disabled|allowed"
          + "|permission|permitted|ok|okay|preferences?|blocked|off|eligible|active|optstatus)"
          + "|(?:ok|okay|may|can|allowed|permission|permitted)(?:to)?(?:text|sms)"
          + "|(?:communication|contact)preferences?)";

  private static final String MORE_WORDS =
      "date|time|datetime|timestamp|at|on|since|when|utc|status|state|flag|value|reason"
          + "|source|method|type|channel|keyword|yn|yesno|received|given|granted|revoked|withdrawn"
          + "|requested|history";
  private static final String MORE = "(?:" + MORE_WORDS + ")*";
  private static final String AFTER = OF_WORDS + "|" + MORE_WORDS + "|to|from|for|all|our|any)*";

  /** {@code Do Not Text}, {@code Opt-Out Date}, {@code Texting Blocked}. */
  private static final Pattern NAMES_NO =
      Pattern.compile(
          OF
              + "(?:opt(?:s|ed)?outs?|unsub(?:s|scribed?|scribes?|scription)?"
              + "|do(?:no|n)t(?:text|sms|contact|message|send|disturb|call)|dnc|dnd|dnt"
              + "|no(?:sms|texts?|texting|contact)|blacklist(?:ed)?|blocklist(?:ed)?"
              + "|suppress(?:ed|ion)?|(?:sms|texts?|texting|messag(?:es?|ing))"
              + "(?:disabled|blocked|off|stopped)|consent(?:withdrawn|revoked))"
              + AFTER
              + "|stop(?:flag|yn)?");

  /** {@code SMS Opt In}, {@code Consent to Text}, {@code Text Messaging}. */
  private static final Pattern NAMES_YES =
      Pattern.compile(
          "(?:sms|text|texts|texting|textmessages?|textmessaging|(?:sms|text)(?:alerts?"
              + "|notifications?|updates?)|tcpa|agrees?(?:to)?(?:sms|texts?|texting)"
              + "|(?:communication|contact|messaging)preferences?)|"
              + OF
              + "(?:opt(?:s|ed)?ins?|consent(?:s|ed)?|subscri(?:bed?|ber|ption)"
              + "|(?:sms|texts?|texting|messag(?:es?|ing))(?:status|enabled|allowed|permission"
              + "|permitted|ok|okay|preferences?|eligible|active|optstatus)"
              + "|(?:ok|okay|may|can|allow(?:ed)?|permission|permitted)(?:to|we|i|you)?"
              + "(?:text|sms)|(?:wants?|receives?|gets?)(?:sms|texts?))"
              + AFTER);

  private static final Pattern LIST =
      Pattern.compile(
          OF
              + WHAT
              + MORE
              + "|learnedfrom|hasnewphone|direction|(?:message|sms|account|messagingservice)?sid"
              + "|numsegments|errorcode|priceunit|apiversion|deliverystatus"
              + "|receivedat|replied(?:at|on|date|time)|reply(?:received|body|text)");

  /** Alone they may be of a campaign, two of them are of replies. */
  private static final Pattern REPLIES =
      Pattern.compile(
          "keyword|reply|response|inbound|(?:received|receipt)(?:date|on|time)?"
              + "|(?:date|time|datetime)received");

  /** {@code Blocked}: in a list of consents it is texts that were. */
  private static final Pattern NO_IN_CONSENTS =
      Pattern.compile(
          "(?:stop(?:ped)?|block(?:ed)?|disabled?|withdr(?:awn?|ew)|revoked?|declined?|removed?"
              + "|refused?|denied)(?:date|time|at|on|flag|yn)?");

  /** What a text may be filled with as well. */
  private static final Pattern MAYBE_REPLIES = Pattern.compile("direction|" + REPLIES.pattern());

  private static final String TEXTS =
      "(?:(?:all|any|the|our|receiving) )*(?:sms|text|messag|communicat|contact|mobile|alert"
          + "|everything|all\\b)";

  /** What stands beside a text that is not to be sent. */
  private static final Pattern NO =
      Pattern.compile(
          "stop|stop ?all|opt(?:ed)?[ -]?out\\b(?! (?:of|from) (?!"
              + TEXTS
              + ")).*|unsubscribed?\\b.*"
              + "|(?:.*\\b)?(?:do not|don.?t|never) (?:text|contact|sms)\\b.*"
              + "|(?:.*\\b)?no (?:more )?(?:texts?|texting|sms)(?: messages)?(?:,? please)?\\W*"
              + "|dnc|dnt|(?:.*\\b)?(?:(?:replied|texted|sent|said|answered|wrote) stop\\b"
              + "|(?:stop|quit|cease)(?: (?:the|all|receiving|getting|sending)(?: me)?)?"
              + " (?:texting|texts?|sms|messaging|contacting)\\b"
              + "|(?:wrong|not (?:his|her|their|my|the student'?s|a valid)) (?:phone )?number\\b"
              + "|opted out (?:of|from) "
              + TEXTS
              + "|(?:revoked|withdrew|withdrawn) (?:(?:his|her|their|the|sms|text)"
              + " )*consent|(?:take|remove) (?:me|him|her|them|student) (?:off|from)\\b|not (?:to"
              + " )?be (?:texted|contacted|messaged)\\b|not want (?:to be"
              + " (?:texted|contacted)|(?:to (?:get|receive) )?(?:any )?(?:more"
              + " )?(?:texts?|sms))\\b).*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private ListColumns() {}

  /** Those of a header that show that it is such a list's. */
  public static List<String> among(Collection<String> columns) {
    List<String> replies = columns.stream().filter(column -> fits(REPLIES, column)).toList();
    return columns.stream()
        .filter(column -> fits(LIST, column) || (replies.size() > 1 && replies.contains(column)))
        .sorted()
        .toList();
  }

  /** Those of a header that may be of replies, and may fill a text. */
  public static List<String> maybeOfReplies(Collection<String> columns) {
    return columns.stream().filter(column -> fits(MAYBE_REPLIES, column)).toList();
  }

  /** Whether a cell says no. */
  public static boolean saysNo(String cell) {
    return cell.length() <= LONGEST_CELL && NO.matcher(cell.replace('_', ' ')).matches();
  }

  /** Whether a column is called so that what stands in it is a no. */
  public static boolean namesNo(String column) {
    return fits(NAMES_NO, column);
  }

  /** Whether a column of a list of consents is. */
  public static boolean namesNoInConsents(String column) {
    return fits(NO_IN_CONSENTS, column) || namesNo(column);
  }

  /** Whether a column is called so that what denies it is a no. */
  public static boolean namesYes(String column) {
    return fits(NAMES_YES, column);
  }

  private static boolean fits(Pattern pattern, String column) {
    String plain = Normalizer.normalize(column, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    plain = BETWEEN.matcher(plain).replaceAll("");
    return plain.length() <= LONGEST && pattern.matcher(plain).matches();
  }
}
