package org.heed.address;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heed.words.Phrases;
import org.jspecify.annotations.Nullable;

/**
 * One email address that a mail server can take: RFC 5321's rules, letters of all languages by RFC
 * 6531, the domain by name.
 */
public final class EmailAddress {
  private static final int LONGEST_LOCAL = 64;
  private static final int LONGEST = 254;
  private static final int LONGEST_TYPED = 4 * LONGEST;
  private static final int IDNA = IDN.ALLOW_UNASSIGNED | IDN.USE_STD3_ASCII_RULES;

  private static final String ATOM =
      "[a-zA-Z0-9!#$%&'*+/=?^_`{|}~\\-[^\\p{ASCII}]&&[\\p{ASCII}\\p{L}\\p{M}\\p{N}\\p{So}]]+";
  private static final Pattern LOCAL =
      Pattern.compile(ATOM + "(\\." + ATOM + ")*|\"([ !#-\\[\\]-~]|\\\\[ -~])*\"");
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern IP_NUMBER = Pattern.compile("\\[.*|(.*\\.)?\\d+");

  /** Prints as nothing. The two joiners are left: between letters of some languages they count. */
  private static final Pattern INVISIBLE =
      Pattern.compile("[\\p{Cf}\\u034F\\u115F\\u1160\\u2800\\u3164\\uFFA0&&[^\\u200C\\u200D]]");

  private static final Pattern ENDS = Pattern.compile("^[\\s\\p{Z}]+|[\\s\\p{Z}]+$");
  private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]");
  private static final Pattern BETWEEN = Pattern.compile("[\\s\\p{Z},;|/]+");

  /** Normalised, these would be an ASCII letter or mark that nobody has written. */
  private static final Pattern NEARLY_ASCII = Pattern.compile("[\\u037E\\u1FEF\\u212A]");

  private static final Pattern NAMED = Pattern.compile("(?s)(.*?)[\\s\\p{Z}]*<([^<>]*)>");
  private static final Pattern LINK = Pattern.compile("(?i)mailto:([^?%]*)(\\?.*)?");
  private static final String QUOTES = "'\"\u2018\u2019\u201C\u201D\u201E\u00AB\u00BB";
  private static final Pattern QUOTED =
      Pattern.compile("[" + QUOTES + "]([^" + QUOTES + "]+@[^" + QUOTES + "]+)[" + QUOTES + "]");
  private static final Pattern LAST_QUOTE = Pattern.compile("[" + QUOTES + "]+$");
  private static final Pattern LAST_MARKS = Pattern.compile("[.,;\\s\\p{Z}]+$");

  private final String local;
  private final String domain;

  private EmailAddress(String local, String domain) {
    this.local = local;
    this.domain = domain;
  }

  /**
   * What was read: exactly one of the two is there.
   *
   * @param address the address
   * @param problem why there is none, for a person to read
   */
  public record Reading(@Nullable EmailAddress address, @Nullable String problem) {}

  /**
   * Reads one address as people write it: also {@code Pat Lee <pat@example.edu>}, {@code
   * mailto:pat@example.edu} and {@code pat@example.edu.}; never throws.
   *
   * @param typed not blank
   */
  public static Reading read(String typed) {
    if (typed.length() > LONGEST_TYPED) {
      return none(Phrases.of("email.long", LONGEST));
    }
    if (NEARLY_ASCII.matcher(typed).find()) {
      return none(Phrases.of("email.lookalike"));
    }
    String visible = INVISIBLE.matcher(typed).replaceAll("");
    String text = bare(Normalizer.normalize(visible, Normalizer.Form.NFC));
    int at = text.lastIndexOf('@');
    if (at < 0) {
      return none(Phrases.of("email.no.at"));
    }
    EmailAddress address = new EmailAddress(text.substring(0, at), text.substring(at + 1));
    String problem = address.problem(text);
    return problem == null ? new Reading(address, null) : none(problem);
  }

  /** Without what stands around an address. */
  private static String bare(String typed) {
    String text = ENDS.matcher(typed).replaceAll("");
    Matcher named = NAMED.matcher(text);
    if (named.matches()) {
      String name = named.group(1).replaceAll("[\"']", "");
      if (name.indexOf('@') >= 0 && !name.equals(named.group(2))) {
        return text;
      }
      text = named.group(2);
    }
    Matcher link = LINK.matcher(text);
    text = LAST_MARKS.matcher(link.matches() ? link.group(1) : text).replaceAll("");
    Matcher quoted = QUOTED.matcher(text);
    text = quoted.matches() ? quoted.group(1) : LAST_QUOTE.matcher(text).replaceFirst("");
    return ENDS.matcher(text).replaceAll("");
  }

  private @Nullable String problem(String text) {
    if (local.isEmpty()) {
      return Phrases.of("email.nothing.before");
    }
    if (domain.isEmpty()) {
      return Phrases.of("email.nothing.behind");
    }
    boolean fits = LOCAL.matcher(local).matches();
    if (!fits && BETWEEN.splitAsStream(text).filter(part -> part.indexOf('@') >= 0).count() > 1) {
      return Phrases.of("email.several");
    }
    if (!fits && local.indexOf('@') >= 0) {
      return Phrases.of("email.ats");
    }
    if (SPACE.matcher(fits ? domain : text).find()) {
      return Phrases.of("email.space");
    }
    if (!fits && List.of(local.split("\\.", -1)).contains("")) {
      return Phrases.of("email.dot");
    }
    if (!fits || local.startsWith("'")) {
      return Phrases.of("email.mark");
    }
    if (IP_NUMBER.matcher(domain).matches()) {
      return Phrases.of("email.domain.number");
    }
    return domainProblem();
  }

  private @Nullable String domainProblem() {
    String ascii = ascii();
    if (ascii == null) {
      return Phrases.of("email.domain.lookalike");
    }
    String[] labels = ascii.split("\\.", -1);
    if (labels.length < 2) {
      return Phrases.of("email.domain.no.dot");
    }
    if (labels[labels.length - 1].length() < 2) {
      return Phrases.of("email.domain.short");
    }
    for (String label : labels) {
      if (!LABEL.matcher(label).matches()) {
        return Phrases.of("email.domain.never");
      }
    }
    if (local.getBytes(StandardCharsets.UTF_8).length > LONGEST_LOCAL) {
      return Phrases.of("email.long.before", LONGEST_LOCAL);
    }
    return wire().getBytes(StandardCharsets.UTF_8).length > LONGEST
        ? Phrases.of("email.long", LONGEST)
        : null;
  }

  /** The domain in plain letters; null: it stands for another one than the one written. */
  private @Nullable String ascii() {
    String lower = domain.toLowerCase(Locale.ROOT);
    if (lower.chars().allMatch(c -> c < 0x80)) {
      return lower;
    }
    try {
      String ascii = IDN.toASCII(lower, IDNA);
      // Java knows the rules of 2003 alone, by which straße.de is strasse.de, somebody else's.
      return IDN.toUnicode(ascii, IDNA).equals(lower) ? ascii : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** As a mail server is told it: the domain in plain letters. */
  public String wire() {
    return local + "@" + ascii();
  }

  /** The same for addresses that only differ in case. */
  public String key() {
    return wire().toLowerCase(Locale.ROOT);
  }

  /** Whether only a server that knows SMTPUTF8 can be told it. */
  public boolean needsUtf8() {
    return local.chars().anyMatch(c -> c >= 0x80);
  }

  /** The first letter that not every server takes, for a person to read; empty: there is none. */
  public String foreignLetter() {
    return local
        .codePoints()
        .filter(c -> c >= 0x80)
        .limit(1)
        .mapToObj(Character::toString)
        .findFirst()
        .orElse("");
  }

  /** As written. */
  @Override
  public String toString() {
    return local + "@" + domain;
  }

  private static Reading none(String reason) {
    return new Reading(null, reason);
  }
}
