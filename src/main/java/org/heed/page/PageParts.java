package org.heed.page;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.heed.address.Sha256;
import org.jspecify.annotations.Nullable;

/** What every page is made of: template, styles, scripts, and the policy that allows only these. */
final class PageParts {
  private static final List<String> SCRIPTS =
      List.of("words.js", "stories.js", "views.js", "page.js");

  private final Template template;
  private final String style;
  private final String script;
  private final List<Map<String, String>> libraries;

  /** What the policy allows, by its hash. */
  private final String allowed;

  private PageParts() {
    template = template("page.mustache");
    style = read("page.css");
    script =
        SCRIPTS.stream()
            .map(PageParts::read)
            .collect(Collectors.joining("\n", "'use strict';\n(() => {\n", "})();\n"));
    libraries =
        List.of(
            library("jquery", "dist/jquery.slim.min.js", "LICENSE.txt"),
            library("datatables.net", "js/dataTables.min.js", "License.txt"));
    allowed =
        "default-src 'none'; script-src "
            + Stream.concat(
                    libraries.stream().map(library -> library.get("script")), Stream.of(script))
                .map(PageParts::hash)
                .map(String::valueOf)
                .collect(Collectors.joining(" "))
            + "; style-src "
            + hash(style);
  }

  private static Template template(String name) {
    return Mustache.compiler().escapeHTML(true).defaultValue("").compile(read(name));
  }

  /** The template of evidence, and its styles: a paper, so that it is read and printed alike. */
  static Template evidence() {
    return Mustache.compiler()
        .escapeHTML(true)
        .defaultValue("")
        .emptyStringIsFalse(true)
        .compile(read("evidence.mustache"));
  }

  static String evidenceStyle() {
    return read("evidence.css");
  }

  /**
   * Writes a page without scripts.
   *
   * @param name of its template, and of its styles behind those of all pages
   * @param asOf when it was made
   */
  static void write(String name, Object page, Instant asOf, ZoneId zone, OutputStream out)
      throws IOException {
    String style = read("page.css") + read(name + ".css");
    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    template(name + ".mustache")
        .execute(
            Map.of(
                "page",
                page,
                "say",
                PageText.SAY,
                "asOfIso",
                PageJson.time(zone, asOf),
                "asOfWords",
                PageText.moment(asOf, zone),
                "style",
                style,
                "policy",
                stylePolicy(style)),
            writer);
    writer.flush();
  }

  /** The policy of a page without scripts. */
  static String stylePolicy(String style) {
    return "default-src 'none'; style-src "
        + hash(style)
        + "; img-src data:; base-uri 'none'; form-action 'none'";
  }

  /** They are read once, by the first page. */
  private static final class Loaded {
    private static final PageParts PARTS = new PageParts();
  }

  static PageParts get() {
    return Loaded.PARTS;
  }

  Template template() {
    return template;
  }

  String style() {
    return style;
  }

  String script() {
    return script;
  }

  /** Scripts of others, each with its licence. */
  List<Map<String, String>> libraries() {
    return libraries;
  }

  /**
   * The page's Content-Security-Policy: no network, and no script or style but those that are
   * written into it by us.
   *
   * @param figures whether there are pictures, whose elements have styles of their own
   */
  String policy(boolean figures) {
    return allowed
        + (figures ? "; style-src-attr 'unsafe-inline'" : "")
        + "; img-src data:; base-uri 'none'; form-action 'none'";
  }

  private static Map<String, String> library(String name, String script, String licence) {
    Properties built = new Properties();
    String jar = "/META-INF/maven/org.webjars.npm/" + name + "/pom.properties";
    try (InputStream in = open(jar)) {
      built.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String folder =
        "/META-INF/resources/webjars/" + name + "/" + built.getProperty("version") + "/";
    return Map.of("script", read(folder + script), "licence", read(folder + licence));
  }

  private static String hash(@Nullable String text) {
    byte[] digest = Sha256.of(String.valueOf(text));
    return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
  }

  /** A text of the jar; a browser takes the hash of a script with plain line ends. */
  private static String read(String name) {
    try (InputStream in = open(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String name) {
    InputStream in = PageParts.class.getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException(name + " is not in the jar");
    }
    return in;
  }
}
