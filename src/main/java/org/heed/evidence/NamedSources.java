package org.heed.evidence;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heed.address.Times;
import org.heed.chain.Fact;
import org.heed.desk.Delivery;
import org.heed.desk.PersonDesk;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** The wordings and the files that what was found names. */
@Component
final class NamedSources {
  private static final Pattern FILE = Pattern.compile("(?:^|; )(.+?) line \\d+");
  private static final String FILES =
      """
      select distinct f.name, f.kind, f.taken_at, f.sha256 from import_file f
      left join campaign c on c.file_id = f.id
      where f.name in (:names) or c.name in (:campaigns)
      order by f.taken_at, f.name
      """;

  private static final String WORDINGS = "select hash, body from wording where hash in (:hashes)";

  private final NamedParameterJdbcTemplate jdbc;

  NamedSources(JdbcTemplate jdbc) {
    this.jdbc = new NamedParameterJdbcTemplate(jdbc);
  }

  /** The wordings that facts name, by their hashes. */
  Map<String, String> wordings(Collection<Fact> facts) {
    Set<String> hashes = new TreeSet<>(Set.of(""));
    facts.forEach(fact -> hashes.add(String.valueOf(fact.value("wording_hash"))));
    Map<String, String> wordings = new TreeMap<>();
    jdbc.query(
        WORDINGS,
        Map.of("hashes", hashes),
        row -> {
          wordings.put(row.getString(1), row.getString(2));
        });
    return wordings;
  }

  /** The files that facts, lists and messages come from, of the time until then. */
  List<CaseFile.Source> files(
      List<PersonDesk.Sheet> sheets,
      Collection<Delivery> messages,
      Collection<Fact> facts,
      Instant end) {
    Set<String> names = new TreeSet<>(Set.of(""));
    Set<String> campaigns = new TreeSet<>(Set.of(""));
    messages.forEach(message -> campaigns.add(message.campaign()));
    facts.forEach(fact -> note(fact.value("evidence"), names));
    sheets.forEach(sheet -> sheet.listings().forEach(listing -> note(listing.by(), names)));
    return jdbc
        .query(
            FILES,
            Map.of("names", names, "campaigns", campaigns),
            (row, n) -> {
              String kind = row.getString("kind");
              return new CaseFile.Source(
                  row.getString("name"),
                  kind == null ? "" : kind.strip(),
                  Times.at(row, "taken_at").toString(),
                  row.getString("sha256").strip());
            })
        .stream()
        .filter(file -> !Instant.parse(file.takenAt()).isAfter(end))
        .toList();
  }

  private static void note(@Nullable String evidence, Set<String> names) {
    Matcher found = FILE.matcher(evidence == null ? "" : evidence);
    while (found.find()) {
      names.add(found.group(1));
    }
  }
}
