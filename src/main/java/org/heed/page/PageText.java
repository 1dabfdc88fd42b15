package org.heed.page;

import com.samskivert.mustache.Mustache;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.heed.words.Phrases;
import org.heed.words.Words;

/** What the template of a page is filled with. */
final class PageText {
  /** What stands on every page and in every mail with tables. */
  static final Map<String, String> SAY = Phrases.under("page.say.");

  private PageText() {}

  static Map<String, Object> of(Page page, PageParts parts, PageFile file) {
    Map<String, Object> text = new HashMap<>();
    text.put("title", page.title());
    text.put("asOf", PageJson.time(page.zone(), page.asOf()));
    text.put("asOfShort", Words.date(page.asOf().atZone(page.zone())));
    text.put("asOfWords", moment(page.asOf(), page.zone()));
    text.put("filters", page.filters());
    text.put("rows", number(file.rows()));
    text.put(
        "noscript",
        page.whole().isEmpty()
            ? Phrases.of("page.no.script")
            : Phrases.of("page.no.script.rest", page.whole()));
    text.put("say", SAY);
    text.put("notes", file.notes());
    text.put("hasSums", !file.sums().isEmpty());
    text.put(
        "sums",
        file.sums().entrySet().stream()
            .map(sum -> Map.of("name", sum.getKey(), "count", number(sum.getValue())))
            .toList());
    text.put("hasFigures", !page.figures().isEmpty());
    text.put("figures", page.figures());
    text.put("policy", parts.policy(!page.figures().isEmpty()));
    text.put("style", parts.style());
    text.put("script", parts.script());
    text.put("libraries", parts.libraries());
    text.put("about", file.json().about());
    text.put("words", file.json().words());
    text.put("data", (Mustache.Lambda) (fragment, out) -> file.kept().copyTo(out));
    return text;
  }

  static String moment(Instant time, ZoneId zone) {
    return Words.time(time, zone) + " (" + zone + ")";
  }

  private static String number(long count) {
    return String.format(Locale.ENGLISH, "%,d", count);
  }
}
