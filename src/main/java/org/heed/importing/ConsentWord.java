package org.heed.importing;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.heed.consent.SmsStatus;

/**
 * Reads a status as other systems write it (L7). Off is understood in many words, because who said
 * no must not be texted; on in few, because who did not say yes must not either.
 */
final class ConsentWord {
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\p{Cc}&&[^\\s]]");
  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
  private static final Set<String> ON =
      Set.of("enabled", "enable", "opted in", "opt in", "optin", "optedin", "subscribed");
  private static final Set<String> OFF =
      words(
          "disabled,disable,d,off,no,n,false,f,0,stop,stopped,stopall,stop all,opted out,opt"
              + " out,optout,optedout,opts"
              + " out,out,unsubscribed,unsubscribe,unsub,inactive,quit,end,cancel"
              + ",cancelled,canceled,revoke,revoked,declined,decline,denied,deny,refused,refuse,withdrawn,withdrew,withdraw,removed,remove,blocked,block,blacklisted,suppressed,dnc,dnt,never,consent"
              + " no,consent false,objected,barred,banned,terminated,rejected,no consent,no"
              + " longer,not ok,turned off,switched off,is off,remove"
              + " me,unenrolled,deactivated,deactivate,no sms,no texts,no text,no messages,sms"
              + " off,texts off"
              + ",arret,arrêt,arrêter,désabonné,désabonner,désinscrit,désactivé,refusé,non,baja,de"
              + " baja,alto,pare,parar,detener,cancelado,cancelar,desactivado,inactivo,desuscrito,dado"
              + " de baja,não,inativo,descadastrado,nein,aus,abgemeldet,deaktiviert"
              + ",widerrufen,gesperrt,disattivato,退订,取消,否,수신거부,취소,아니요,huỷ,hủy,không,إيقاف,لا");

  /** What may stand in front of it: {@code Student has opted out}, {@code texted STOP}. */
  private static final String BEFORE =
      "(?:(?:has|have|had|do|does|did|is|are|been|be|the|now|currently|permanently|temporarily|already|fully"
          + "|sms|texts?|texting|messages|messaging|status|user|student|person|contact|customer"
          + "|recipient|phone|number|he|she|they|replied|texted|sent|said|requested|wants?|wish|wishes|asked|turned|switched|set|marked|auto|self|consent|please|to|as)"
          + " )*";

  /** What may go on in more words: {@code Opted out by phone, 5 November}. */
  private static final Pattern OFF_AND_MORE =
      Pattern.compile(
          BEFORE
              + "(?:opted out|opt"
              + " out|optout|optedout|unsubscribed?|unsub|disabled|stop|stopped|stopall|deactivated|dnc|no"
              + " more|no sms|no texts?|no messages|no consent|no permission"
              + "|(?:revoked?|withdrawn|withdrew|blocked|removed|declined|refused|denied)(?!.*"
              + " (?:opt|opted|optout|stop|unsub\\w*)(?: |$))|(?:do not|dont|don t|never|not to)"
              + " (?:text|sms|contact|message|send|disturb|call|use)|not to be"
              + " (?:texted|contacted|messaged|called))((?: .*)?)");

  /** The opposite of on: {@code No longer enabled}, {@code Not currently subscribed}. */
  private static final Pattern NOT_ON =
      Pattern.compile(
          BEFORE
              + "(?:no longer|not|isn t|isnt|never|non|un|in|dis|de)(?: (?:be|to|currently|now|any"
              + " longer|for|wish|wishes|wishing))* (?:enabled?|abled|active|activated|opted in|opt"
              + " in|optin|subscribed|allowed|agreed"
              + "|consent(?:ed|ing)?|permitted|authori[sz]ed|eligible|wants?|wanted|interested|receiv(?:e|ing)"
              + " (?:sms|texts?|messages)|(?:ok|okay) to text)((?: .*)?)");

  /** What turns that into something else, or leaves it open: {@code Opted out: no}. */
  private static final Pattern BUT =
      Pattern.compile(
          ".* (?:no|n|not|never|false|f|0|opt in|opted"
              + " in|optin|enabled?|active|start|started|again|back|subscribed|resubscribed|unless|until|maybe|pending|yet)(?:"
              + " .*)?");

  private ConsentWord() {}

  /** Empty: it says neither clearly. */
  static Optional<SmsStatus> read(String text) {
    String word = normal(text);
    if (ON.contains(word)) {
      return Optional.of(SmsStatus.ENABLED);
    }
    boolean off = OFF.contains(word) || matches(OFF_AND_MORE, word) || matches(NOT_ON, word);
    return off ? Optional.of(SmsStatus.DISABLED) : Optional.empty();
  }

  private static boolean matches(Pattern pattern, String word) {
    Matcher more = pattern.matcher(word);
    return more.matches() && !BUT.matcher(more.group(1)).matches();
  }

  private static Set<String> words(String list) {
    return Arrays.stream(list.split(",")).map(ConsentWord::normal).collect(Collectors.toSet());
  }

  private static String normal(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKC);
    plain = INVISIBLE.matcher(plain).replaceAll("").toLowerCase(Locale.ROOT);
    return BETWEEN.matcher(plain).replaceAll(" ").strip();
  }
}
