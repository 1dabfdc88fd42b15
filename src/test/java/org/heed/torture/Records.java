package org.heed.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the servers have: nothing in it comes from the product, but for the rows that it reports as
 * failed, which leave no trace elsewhere.
 *
 * @param texts what the gateway took or refused, in its order
 * @param stopped the phones that said STOP
 * @param refusalsShown since when the gateway's list has shown a refusal, by phone
 */
record Records(
    List<Text> texts,
    Set<String> stopped,
    List<Mail> mails,
    Collection<FaultyGateway.Exchange> exchanges,
    Map<String, Long> refusalsShown,
    Set<Integer> reportedFailed) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * A row of the gateway's.
   *
   * @param code 0: taken
   * @param late taken first; what it ended with showed later
   */
  record Text(String from, String to, String body, int code, boolean late) {}

  static Records read(SandboxProcess sandbox, FaultyGateway gateway, Path report)
      throws IOException {
    Map<String, List<JsonNode>> rows = new HashMap<>();
    try (Stream<String> lines = Files.lines(sandbox.journal())) {
      rows.putAll(
          lines.map(JSON::readTree).collect(Collectors.groupingBy(row -> string(row, "kind"))));
    }
    List<Text> texts =
        rows.getOrDefault("OUTBOUND_API", List.of()).stream()
            .map(
                row ->
                    new Text(
                        string(row, "from"),
                        string(row, "to"),
                        string(row, "body"),
                        row.path("errorCode").asInt(0),
                        row.path("accepted").asBoolean(false)))
            .toList();
    Set<String> stopped =
        rows.getOrDefault("INBOUND", List.of()).stream()
            .map(row -> string(row, "from"))
            .collect(Collectors.toSet());
    try (Stream<Path> files = Files.list(sandbox.mails())) {
      List<Mail> mails =
          files.filter(file -> file.toString().endsWith(".eml")).map(Records::mail).toList();
      return new Records(
          texts, stopped, mails, gateway.exchanges(), gateway.refusalsShown(), failed(report));
    }
  }

  private static String string(JsonNode row, String name) {
    return row.path(name).asString();
  }

  private static Mail mail(Path file) {
    try {
      return Mail.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<Integer> failed(Path report) throws IOException {
    Set<Integer> lines = new HashSet<>();
    if (Files.exists(report)) {
      String text = Files.readString(report).replace("\uFEFF", "");
      try (CSVParser rows = CSVParser.parse(text, CSVFormat.RFC4180.builder().setHeader().get())) {
        for (CSVRecord row : rows) {
          if (row.get("outcome").equals("failed")) {
            lines.add(Integer.valueOf(row.get("line")));
          }
        }
      }
    }
    return lines;
  }
}
