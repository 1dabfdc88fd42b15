package org.heed.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.heed.address.Sha256;
import org.heed.chain.Fact;
import org.heed.chain.Head;
import org.heed.chain.Link;
import org.heed.chain.LinkCheck;
import org.heed.words.Phrases;
import org.heed.words.Words;
import tools.jackson.core.JacksonException;

/** Looks whether an evidence file is what was written; needs no database. */
public final class Verification {
  private static final Set<String> ENTRIES =
      new TreeSet<>(
          List.of(
              EvidenceFiles.PAGE,
              EvidenceFiles.CSV,
              EvidenceFiles.JSON,
              EvidenceFiles.FACTS,
              EvidenceFiles.CHAIN,
              EvidenceFiles.MANIFEST));

  private final List<String> held = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();
  private final List<Head> heads;

  private Verification(List<Head> heads) {
    this.heads = heads;
  }

  /**
   * What came of it, in words.
   *
   * @param held what is as it was written
   * @param broken what is not; empty: all of it is
   */
  public record Result(List<String> held, List<String> broken) {}

  /**
   * Verifies one.
   *
   * @param heads seals of summary mails
   */
  public static Result of(Path path, List<Head> heads) {
    Verification one = new Verification(heads);
    try (ZipFile zip = new ZipFile(path.toFile(), UTF_8)) {
      one.look(zip);
    } catch (IOException
        | JacksonException
        | IllegalArgumentException
        | NullPointerException
        | DateTimeException e) {
      one.broken.add(Phrases.of("verify.unreadable", String.valueOf(e.getMessage())));
    }
    return new Result(one.held, one.broken);
  }

  private void look(ZipFile zip) throws IOException {
    List<String> names = zip.stream().map(ZipEntry::getName).sorted().toList();
    if (!names.equals(List.copyOf(ENTRIES))) {
      broken.add(
          Phrases.of("verify.entries", String.join(", ", names), String.join(", ", ENTRIES)));
      return;
    }
    EvidenceFiles.Manifest manifest =
        read(zip, EvidenceFiles.MANIFEST, EvidenceFiles.Manifest.class);
    hashes(zip, manifest);
    CaseFile file = read(zip, EvidenceFiles.JSON, CaseFile.class);
    if (file.format() != CaseFile.FORMAT) {
      broken.add(Phrases.of("verify.format", file.version()));
      return;
    }
    papers(zip, file, manifest);
    Map<Long, Fact> facts = facts(zip);
    timeline(file, facts);
    chain(zip, file, facts);
  }

  private void hashes(ZipFile zip, EvidenceFiles.Manifest manifest) throws IOException {
    Map<String, String> found = new TreeMap<>();
    for (String name : ENTRIES) {
      if (!name.equals(EvidenceFiles.MANIFEST)) {
        found.put(name, hash(zip, name));
      }
    }
    found.forEach(
        (name, hash) -> {
          if (!hash.equals(manifest.sha256().get(name))) {
            broken.add(Phrases.of("verify.manifest", name));
          }
        });
    if (found.equals(manifest.sha256())) {
      held.add(Phrases.of("verify.manifest.held", Words.count(found.size(), "file")));
    }
  }

  private void papers(ZipFile zip, CaseFile file, EvidenceFiles.Manifest manifest)
      throws IOException {
    Papers papers = new Papers(file);
    int before = broken.size();
    for (Map.Entry<String, byte[]> one :
        Map.of(EvidenceFiles.PAGE, papers.page(), EvidenceFiles.CSV, papers.csv()).entrySet()) {
      if (!Arrays.equals(one.getValue(), bytes(zip, one.getKey()))) {
        broken.add(Phrases.of("verify.paper", one.getKey()));
      }
    }
    if (!manifest.head().equals(file.head())
        || !manifest.until().equals(file.until())
        || !manifest.program().equals(file.version())) {
      broken.add(Phrases.of("verify.manifest", EvidenceFiles.MANIFEST));
    }
    if (broken.size() == before) {
      held.add(Phrases.of("verify.paper.held"));
    }
  }

  private Map<Long, Fact> facts(ZipFile zip) throws IOException {
    Map<Long, Fact> facts = new TreeMap<>();
    for (CaseFile.Sealed one : read(zip, EvidenceFiles.FACTS, CaseFile.Sealed[].class)) {
      Fact fact = Fact.read(one.text());
      if (one.position() < 1) {
        broken.add(Phrases.of("verify.open", fact.kind().words() + " " + fact.id()));
      } else if (facts.put(one.position(), fact) != null) {
        broken.add(Phrases.of("verify.twice", String.valueOf(one.position())));
      }
    }
    return facts;
  }

  /** Every fact is one line of the timeline, word for word, and decides what it says it does. */
  private void timeline(CaseFile file, Map<Long, Fact> facts) {
    int before = broken.size();
    Map<Long, Item> lines = new HashMap<>();
    for (Item item : file.items()) {
      boolean sealed = item.position() > 0;
      if (sealed && lines.put(item.position(), item) != null) {
        broken.add(Phrases.of("verify.twice", String.valueOf(item.position())));
      }
      Fact fact = facts.get(item.position());
      if (sealed
          ? fact == null || !item.equals(FactItems.of(fact, file, item.position()))
          : !item.what().matches("reply|queued|(text|email)\\.(sent|not)")) {
        broken.add(Phrases.of("verify.line", item.at(), item.what()));
      }
    }
    facts.forEach(
        (position, fact) -> {
          if (!lines.containsKey(position)) {
            broken.add(Phrases.of("verify.no.line", fact.kind().words() + " " + fact.id()));
          }
        });
    statuses(file, facts);
    if (broken.size() == before) {
      held.add(Phrases.of("verify.line.held", Words.count(facts.size(), "fact")));
    }
  }

  private void statuses(CaseFile file, Map<Long, Fact> facts) {
    Decided.differing(file, facts).forEach(phone -> broken.add(Phrases.of("verify.status", phone)));
    for (Map.Entry<String, String> one : file.wordings().entrySet()) {
      if (!one.getKey().equals(Sha256.hex(one.getValue()))) {
        broken.add(Phrases.of("verify.wording", one.getKey()));
      }
    }
  }

  private void chain(ZipFile zip, CaseFile file, Map<Long, Fact> facts) throws IOException {
    int before = broken.size();
    Set<Long> open = new TreeSet<>(facts.keySet());
    LinkCheck check = new LinkCheck(heads, one -> broken.add(one.subject() + ": " + one.found()));
    long last = 0;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in(zip, EvidenceFiles.CHAIN), UTF_8))) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Link link = link(line);
        check.next(link);
        last = link.position();
        Fact fact = facts.get(last);
        if (fact != null) {
          open.remove(last);
          if (!fact.hash().equals(link.factHash())
              || !fact.kind().name().equals(link.kind())
              || fact.id() != link.factId()) {
            broken.add(Phrases.of("verify.fact", fact.kind().words() + " " + fact.id(), last));
          }
        }
      }
    }
    check.end(Head.read(file.head()).orElseThrow(IllegalArgumentException::new));
    open.forEach(position -> broken.add(Phrases.of("verify.no.link", position)));
    if (broken.size() == before) {
      held.add(Phrases.of("verify.chain.held", Words.count(last, "link"), file.head()));
      heads.forEach(head -> held.add(Phrases.of("verify.head.held", head.brief())));
    }
  }

  private static Link link(String line) {
    String[] cells = line.split(",", -1);
    if (cells.length != 5) {
      throw new IllegalArgumentException(line);
    }
    return new Link(
        Long.parseLong(cells[0]), cells[1], Long.parseLong(cells[2]), cells[3], cells[4]);
  }

  private static <T> T read(ZipFile zip, String name, Class<T> type) throws IOException {
    return EvidenceFiles.MAPPER.readValue(bytes(zip, name), type);
  }

  private static byte[] bytes(ZipFile zip, String name) throws IOException {
    try (InputStream in = in(zip, name)) {
      return in.readAllBytes();
    }
  }

  private static String hash(ZipFile zip, String name) throws IOException {
    MessageDigest digest = Sha256.digest();
    try (InputStream in = new DigestInputStream(in(zip, name), digest)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static InputStream in(ZipFile zip, String name) throws IOException {
    return zip.getInputStream(Objects.requireNonNull(zip.getEntry(name)));
  }
}
