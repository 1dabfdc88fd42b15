package org.heed.email;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.heed.address.ConfigurationProblem;
import org.heed.mail.Picture;
import org.heed.storage.IoReason;
import org.jspecify.annotations.Nullable;

/**
 * How emails look: {@code email.html}, {@code email.txt} and a logo in {@code templates/}, else
 * Heed's own.
 */
final class EmailDesign {
  private static final int LARGEST_LOGO = 500_000;
  private static final Map<String, String> LOGOS = new java.util.LinkedHashMap<>();

  static {
    LOGOS.put("logo.png", "image/png");
    LOGOS.put("logo.jpg", "image/jpeg");
    LOGOS.put("logo.gif", "image/gif");
  }

  private final Template html;
  private final Template text;
  private final @Nullable Picture logo;

  private EmailDesign(Template html, Template text, @Nullable Picture logo) {
    this.html = html;
    this.text = text;
    this.logo = logo;
  }

  /**
   * Reads and tries what is there now.
   *
   * @param home {@code heed.home}
   * @param institution what the logo shows; null: not named
   * @throws ConfigurationProblem naming the file, when an email written with it would lack the
   *     message or why it comes by email
   */
  static EmailDesign in(Path home, @Nullable String institution) {
    List<Path> folders = List.of(home.resolve("templates"), Path.of("templates"));
    EmailDesign design =
        new EmailDesign(
            template(folders, "email.html", true),
            template(folders, "email.txt", false),
            logo(folders, institution));
    design.tryOut(folders);
    return design;
  }

  /** The pictures an email needs. */
  List<Picture> pictures() {
    return logo == null ? List.of() : List.of(logo);
  }

  /** The HTML part. */
  String html(Map<String, @Nullable Object> values) {
    return html.execute(with(values));
  }

  /** The plain text part. */
  String text(Map<String, @Nullable Object> values) {
    return text.execute(with(values));
  }

  private Map<String, @Nullable Object> with(Map<String, @Nullable Object> values) {
    Map<String, @Nullable Object> all = new HashMap<>(values);
    all.put("logo", logo != null);
    return all;
  }

  private void tryOut(List<Path> folders) {
    Map<String, @Nullable Object> sample = new HashMap<>();
    sample.put("message", "a-message");
    sample.put("lines", List.of("a-message"));
    sample.put("why", "a-reason");
    for (String name :
        List.of("subject", "sender", "from", "institution", "first_name", "last_name")) {
      sample.put(name, null);
    }
    tryOut("email.html", folders, () -> html(sample));
    tryOut("email.txt", folders, () -> text(sample));
  }

  private static void tryOut(
      String name, List<Path> folders, java.util.function.Supplier<String> written) {
    String email;
    try {
      email = written.get();
    } catch (MustacheException e) {
      throw new ConfigurationProblem(where(folders, name) + ": " + e.getMessage());
    }
    List<String> lacks = new ArrayList<>();
    if (!email.contains("a-message")) {
      lacks.add("the message, {{message}} or {{#lines}}{{.}}{{/lines}}");
    }
    if (!email.contains("a-reason")) {
      lacks.add("why it comes by email, {{why}}");
    }
    if (!lacks.isEmpty()) {
      throw new ConfigurationProblem(
          where(folders, name) + ": expected a place for " + String.join(", and for ", lacks));
    }
  }

  private static Template template(List<Path> folders, String name, boolean escape) {
    Path own = find(folders, name);
    Mustache.Compiler compiler =
        Mustache.compiler()
            .escapeHTML(escape)
            .nullValue("")
            .withLoader(
                partial -> {
                  throw new MustacheException(
                      "found {{>" + partial + "}}, expected one file without parts");
                });
    try {
      return compiler.compile(own == null ? shipped(name) : Files.readString(own));
    } catch (MustacheException e) {
      throw new ConfigurationProblem(where(folders, name) + ": " + e.getMessage());
    } catch (CharacterCodingException e) {
      throw new ConfigurationProblem(where(folders, name) + ": expected text in UTF-8");
    } catch (IOException e) {
      throw new ConfigurationProblem(
          where(folders, name) + ": cannot be read (" + IoReason.of(e) + ")");
    }
  }

  private static String shipped(String name) {
    try (InputStream file =
        Objects.requireNonNull(EmailDesign.class.getResourceAsStream(name), name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable Picture logo(List<Path> folders, @Nullable String institution) {
    for (Map.Entry<String, String> one : LOGOS.entrySet()) {
      Path file = find(folders, one.getKey());
      if (file != null) {
        try {
          long size = Files.size(file);
          if (size > LARGEST_LOGO) {
            throw new ConfigurationProblem(
                "%s: found %,d bytes, expected at most %,d".formatted(file, size, LARGEST_LOGO));
          }
          return new Picture(
              "logo",
              one.getValue(),
              Files.readAllBytes(file),
              institution == null ? "" : institution);
        } catch (IOException e) {
          throw new ConfigurationProblem(file + ": cannot be read (" + IoReason.of(e) + ")");
        }
      }
    }
    return null;
  }

  private static String where(List<Path> folders, String name) {
    return String.valueOf(find(folders, name));
  }

  private static @Nullable Path find(List<Path> folders, String name) {
    return folders.stream()
        .map(folder -> folder.resolve(name))
        .filter(Files::isRegularFile)
        .findFirst()
        .orElse(null);
  }
}
