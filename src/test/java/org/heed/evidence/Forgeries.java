package org.heed.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.heed.evidence.PlantedCase.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.heed.address.Sha256;
import org.jspecify.annotations.NullUnmarked;

/** What somebody may do to an evidence file, and what is told of it. */
@NullUnmarked
final class Forgeries {
  private static final String JSON = "evidence.json";

  private final List<Forgery> forgeries = new ArrayList<>();

  /** What is done to the file; made good: with a manifest that fits it again. */
  record Forgery(String what, Consumer<Map<String, String>> change, boolean madeGood, String told) {

    /** The entries as they are after it. */
    Map<String, String> of(Map<String, String> written) {
      Map<String, String> all = new LinkedHashMap<>(written);
      change.accept(all);
      if (madeGood) {
        EvidenceFiles.Manifest old =
            EvidenceFiles.MAPPER.readValue(all.get("manifest.json"), EvidenceFiles.Manifest.class);
        Map<String, String> hashes = new TreeMap<>();
        all.forEach((name, text) -> hashes.put(name, Sha256.hex(text)));
        hashes.remove("manifest.json");
        all.put(
            "manifest.json",
            EvidenceFiles.MAPPER.writeValueAsString(
                new EvidenceFiles.Manifest(old.program(), old.until(), old.head(), hashes)));
      }
      return all;
    }

    @Override
    public String toString() {
      return what + (madeGood ? ", with its manifest" : "");
    }
  }

  Stream<Forgery> stream() {
    return forgeries.stream();
  }

  /** Some words of one entry, with and without the manifest. */
  void words(String what, String entry, String from, String into, String told) {
    Consumer<Map<String, String>> change =
        all -> {
          assertThat(all.get(entry)).as(entry).contains(from);
          all.put(
              entry,
              all.get(entry).replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(into)));
        };
    forgeries.add(new Forgery(what, change, false, "manifest"));
    forgeries.add(new Forgery(what, change, true, told));
  }

  void entries(String what, Consumer<Map<String, String>> change, boolean madeGood, String told) {
    forgeries.add(new Forgery(what, change, madeGood, told));
  }

  /** Wherever it stands, but for the facts. */
  void everywhere(String what, String from, String into, String told) {
    forgeries.add(
        new Forgery(
            what + " everywhere",
            all -> {
              assertThat(all.get(JSON)).contains(from);
              all.put(JSON, all.get(JSON).replace(from, into));
              printAnew(all);
            },
            true,
            told));
  }

  /** What the page says first of each phone. */
  void statuses(String what, Consumer<List<CaseFile.Status>> change, String told) {
    rewritten(what, change, items -> {}, told);
  }

  void timeline(String what, Consumer<List<Item>> change, String told) {
    rewritten(what, statuses -> {}, change, told);
  }

  private void rewritten(
      String what,
      Consumer<List<CaseFile.Status>> statuses,
      Consumer<List<Item>> items,
      String told) {
    forgeries.add(
        new Forgery(
            what + " everywhere",
            all -> {
              CaseFile old = file(all);
              CaseFile made =
                  new CaseFile(
                      old.format(),
                      old.version(),
                      old.madeAt(),
                      old.until(),
                      old.zone(),
                      old.institution(),
                      old.asked(),
                      old.people(),
                      old.phones(),
                      changed(old.status(), statuses),
                      old.senders(),
                      old.wordings(),
                      changed(old.items(), items),
                      old.files(),
                      old.head());
              all.put(JSON, EvidenceFiles.MAPPER.writeValueAsString(made));
              printAnew(all);
            },
            true,
            told));
  }

  private static void printAnew(Map<String, String> all) {
    Papers papers = new Papers(file(all));
    all.put("evidence.html", new String(papers.page(), UTF_8));
    all.put("evidence.csv", new String(papers.csv(), UTF_8));
  }

  void facts(String what, Consumer<List<CaseFile.Sealed>> change, String told) {
    forgeries.add(
        new Forgery(
            what,
            all -> {
              CaseFile.Sealed[] old =
                  EvidenceFiles.MAPPER.readValue(all.get("facts.json"), CaseFile.Sealed[].class);
              all.put(
                  "facts.json",
                  EvidenceFiles.MAPPER.writeValueAsString(changed(List.of(old), change)));
            },
            true,
            told));
  }

  void chain(String what, Consumer<List<String>> change, String told) {
    forgeries.add(
        new Forgery(
            what,
            all ->
                all.put(
                    "chain.csv",
                    String.join("\r\n", changed(all.get("chain.csv").lines().toList(), change))
                        + "\r\n"),
            true,
            told));
  }

  private static <T> List<T> changed(List<T> old, Consumer<List<T>> change) {
    List<T> all = new ArrayList<>(old);
    change.accept(all);
    return all;
  }
}
