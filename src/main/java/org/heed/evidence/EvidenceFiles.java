package org.heed.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.heed.address.Sha256;
import org.heed.chain.Chain;
import org.heed.chain.Link;
import org.heed.storage.NewFile;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes evidence from one moment of the database: nothing that is recorded meanwhile is in it. */
@Component
public class EvidenceFiles {
  static final String PAGE = "evidence.html";
  static final String CSV = "evidence.csv";
  static final String JSON = "evidence.json";
  static final String FACTS = "facts.json";
  static final String CHAIN = "chain.csv";
  static final String MANIFEST = "manifest.json";
  static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Chain chain;
  private final Gathering gathering;
  private final TransactionTemplate moment;

  EvidenceFiles(Chain chain, Gathering gathering, PlatformTransactionManager transactions) {
    this.chain = chain;
    this.gathering = gathering;
    this.moment = new TransactionTemplate(transactions);
    moment.setReadOnly(true);
    moment.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
  }

  /** What each file of it hashes to. */
  record Manifest(String program, String until, String head, Map<String, String> sha256) {}

  /**
   * Writes one.
   *
   * @param asked a phone in any spelling, or a student id
   * @param until null: now
   * @return the seal in it
   */
  public String write(String asked, @Nullable Instant until, String version, Path target) {
    chain.seal();
    try (NewFile file = new NewFile(target)) {
      String head = moment.execute(status -> write(gathering.gather(asked, until, version), file));
      file.finish();
      return String.valueOf(head);
    }
  }

  private String write(Gathering.Found found, NewFile file) {
    try {
      ZipOutputStream zip = new ZipOutputStream(file.out(), UTF_8);
      Map<String, String> hashes = new LinkedHashMap<>();
      Papers papers = new Papers(found.file());
      add(zip, hashes, PAGE, out -> out.write(papers.page()));
      add(zip, hashes, CSV, out -> out.write(papers.csv()));
      add(zip, hashes, JSON, out -> out.write(json(found.file())));
      add(zip, hashes, FACTS, out -> out.write(json(found.facts())));
      add(zip, hashes, CHAIN, this::links);
      Manifest manifest =
          new Manifest(found.file().version(), found.file().until(), found.file().head(), hashes);
      add(zip, new LinkedHashMap<>(), MANIFEST, out -> out.write(json(manifest)));
      zip.finish();
      return found.file().head();
    } catch (IOException e) {
      throw file.failure(e);
    }
  }

  private interface Content {
    void to(OutputStream out) throws IOException;
  }

  private static void add(
      ZipOutputStream zip, Map<String, String> hashes, String name, Content content)
      throws IOException {
    MessageDigest digest = Sha256.digest();
    zip.putNextEntry(new ZipEntry(name));
    DigestOutputStream out = new DigestOutputStream(zip, digest);
    content.to(out);
    out.flush();
    zip.closeEntry();
    hashes.put(name, HexFormat.of().formatHex(digest.digest()));
  }

  private void links(OutputStream out) throws IOException {
    out.write("position,kind,fact,fact_hash,link\r\n".getBytes(UTF_8));
    chain.each(
        link -> {
          try {
            out.write(line(link).getBytes(UTF_8));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static String line(Link link) {
    return "%d,%s,%d,%s,%s\r\n"
        .formatted(link.position(), link.kind(), link.factId(), link.factHash(), link.hash());
  }

  private static byte[] json(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }
}
