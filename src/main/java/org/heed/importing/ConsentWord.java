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
  private static final Pattern CROSS =
      Pattern.compile("[\u2717\u2718\u2715\u2716\u274C\u26D4\\x{1F6AB}\\x{1F6D1}]\uFE0F?");
  private static final Set<String> ON =
      Set.of("enabled", "enable", "opted in", "opt in", "optin", "optedin", "subscribed");

  /** {@code DoNotText}. */
  private static final Pattern CAMEL = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})");

  /** {@code Off (by phone)}. */
  private static final Pattern REMARK = Pattern.compile("(?s)(.*\\S)\\s*\\(([^()]*)\\)\\s*");

  /** {@code 2026-11-05 STOP}. */
  private static final Pattern DATE = Pattern.compile("^(?:\\d{1,4} ){3,6}(?=\\p{L})");

  private static final Pattern SPACED = Pattern.compile("(?:\\p{L} ){3,}\\p{L}");

  private static final Set<String> OFF =
      words(
          "disabled,disable,d,off,no,0 no,n,false,f,0,stop,stopped,stopall,stop all,opted out,opt"
              + " out,optout,optedout,opts"
              + " out,out,unsubscribed,unsubscribe,unsub,inactive,quit,end,cancel,cancelled,canceled,nope,no"
              + " thanks,no thank you,no thankyou,dnd,dncr,do not disturb,blacklist,black"
              + " listed,blocklist,blocklisted,block list,block"
              + " listed,denylist,denylisted,suppress,suppression,suppression list,do not"
              + " text,donottext,donotcontact,donotsms,donotcall,nosms,notext,notexts,optoutall,opt"
              + " outed,0 0,unlisted,wrong number,leave me alone,no mas,no más,no mas mensajes,no"
              + " más mensajes,revoke,revoked,declined,decline,denied,deny,refused,refuse,withdrawn,withdrew,withdraw,removed,remove,blocked,block,blacklisted,suppressed,dnc,dnt,never,consent"
              + " no,consent false,objected,barred,banned,terminated,rejected,no consent,no"
              + " longer,not ok,turned off,switched off,is off,remove"
              + " me,unenrolled,deactivated,deactivate,no sms,no texts,no text,no messages,sms"
              + " off,texts off,email only,emails only,by email only,only email,prefers"
              + " email,prefer email,email preferred,disenrolled,disagree,disagreed,call only,calls"
              + " only,phone only,no call only,consent not given,not given,doesn t want texts,does"
              + " not want texts,please remove,rechazado,rechazada,no acepta,已退订,不,拒否,いいえ,нет"
              + ",arret,arrêt,arrêter,désabonné,désabonnée,désabonner,désinscrit,désinscrite,désactivé,désactivée,refusé,refusée,non,baja,de"
              + " baja,alto,pare,parar,detener,cancelado,cancelada,cancelar,desactivado,desactivada,inactivo,inactiva,desuscrito,desuscrita,dado"
              + " de baja,dada de"
              + " baja,não,inativo,inativa,descadastrado,descadastrada,nein,aus,abgemeldet,abbestellt,kein"
              + " sms,keine sms,deaktiviert"
              + ",widerrufen,gesperrt,disattivato,退订,取消,否,수신거부,취소,아니요,huỷ,hủy,không,إيقاف,لا");

  /** What may stand in front of it: {@code Student has opted out}, {@code texted STOP}. */
  private static final String BEFORE =
      "(?:(?:has|have|had|do|does|did|is|are|been|be|the|now|currently|permanent|permanently|temporarily|already|fully|full|total|complete|completely|global|globally|hard|manual|manually|verbally|formally"
          + "|sms|texts?|texting|messages|messaging|status|user|student|person|contact|customer"
          + "|recipient|phone|number|he|she|they|replied|texted|sent|said|requested|wants?|wish|wishes|asked|turned|switched|set|marked|auto|self|consent|please|to|as)"
          + " )*";

  /** What may go on in more words: {@code Opted out by phone, 5 November}. */
  private static final Pattern OFF_AND_MORE =
      Pattern.compile(
          BEFORE
              + "(?:(?:take|taken|remove) (?:(?:me|him|her|them|us) )?(?:off|from)"
              + " (?:(?:the|this|your|our|all|text|texting|sms) )*lists?|take"
              + " (?:me|him|her|them|us) off|quit (?:texting|messaging|contacting)|opted out|opt"
              + " out|optout|optedout|unsubscribed?|disenrolled|unenrolled|unsub|disabled|stop|stopped|stopall|deactivated|dnc|no"
              + " more|no sms|no texts?|no messages|no consent|no permission"
              + "|(?:revoked?|withdrawn|withdrew|blocked|removed|declined|refused|denied)(?!.*"
              + " (?:opt|opted|optout|stop|unsub\\w*)(?: |$))|(?:do not|dont|don t|never|not to)"
              + " (?:text|sms|contact|message|send|disturb|call|use)|not (?:wish(?:es)? |wants?"
              + " )?to be (?:texted|contacted|messaged|called))((?: .*)?)");

  /** The opposite of on: {@code No longer enabled}, {@code Not currently subscribed}. */
  private static final Pattern NOT_ON =
      Pattern.compile(
          BEFORE
              + "(?:no longer|not|isn t|isnt|never|non|un|in|dis|de)(?: (?:be|to|currently|now|any"
              + " longer|for|wish|wishes|wishing))* (?:enabled?|abled|active|activated|opted in|opt"
              + " in|optin|subscribed|allowed|agreed"
              + "|consent(?:ed|ing)?|permitted|authori[sz]ed|eligible|wants?|wanted|interested|receiv(?:e|ing)"
              + " (?:sms|texts?|messages)|(?:ok|okay) to text)((?: .*)?)");

  /** On, and that it is not so: {@code SMS enabled: no}, {@code texting = off}. */
  private static final Pattern ON_IS_OFF =
      Pattern.compile(
          BEFORE
              + "(?:(?:enabled?|active|activated|subscribed|opted in|opt"
              + " in|optin|consent(?:ed)?|permission|permitted|allowed|agreed|(?:can|may|ok to|okay"
              + " to|allow) (?:text|sms|message)|receives? (?:sms|texts?|messages))"
              + " (?:no|n|false|f|0|off)|(?:text|texts|texting|sms|messages|messaging)"
              + " (?:no|n|false|off))");

  /** What turns that into something else, or leaves it open: {@code Opted out: no}. */
  private static final Pattern BUT =
      Pattern.compile(
          ".* (?:no|n|not|never|false|f|0|opt in|opted"
              + " in|optin|enabled?|active|start|started|again|back|subscribed|resubscribed|unless|until|maybe|pending|yet)(?:"
              + " .*)?");

  private ConsentWord() {}

  /** Empty: it says neither clearly. */
  static Optional<SmsStatus> read(String text) {
    if (ON.contains(normal(text))) {
      return Optional.of(SmsStatus.ENABLED);
    }
    return CROSS.matcher(text.strip()).matches() || isOff(text) || saysOff(text)
        ? Optional.of(SmsStatus.DISABLED)
        : Optional.empty();
  }

  private static boolean isOff(String text) {
    String word = DATE.matcher(normal(text)).replaceFirst("");
    return OFF.contains(word)
        || ON_IS_OFF.matcher(word).matches()
        || matches(OFF_AND_MORE, word)
        || matches(NOT_ON, word);
  }

  /** In several words, or with a remark. */
  private static boolean saysOff(String text) {
    Matcher remark = REMARK.matcher(text);
    if (remark.matches()) {
      return isOff(remark.group(1))
          ? !BUT.matcher(" " + normal(remark.group(2))).matches()
          : isOff(remark.group(2)) && !normal(remark.group(2)).contains("mail");
    }
    String[] parts = text.split("[/|]", -1);
    return parts.length > 1 && Arrays.stream(parts).allMatch(ConsentWord::isOff);
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
    plain = CAMEL.matcher(INVISIBLE.matcher(plain).replaceAll("")).replaceAll(" ");
    plain = plain.toLowerCase(Locale.ROOT);
    plain = BETWEEN.matcher(plain).replaceAll(" ").strip();
    return SPACED.matcher(plain).matches() ? plain.replace(" ", "") : plain;
  }
}
