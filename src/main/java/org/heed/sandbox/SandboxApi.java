package org.heed.sandbox;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The part of Twilio's API that Heed uses, over the sandbox's book. */
final class SandboxApi {
  private static final Pattern MESSAGES =
      Pattern.compile("/2010-04-01/Accounts/([^/]+)/Messages(?:/([^/]+))?\\.json");

  private final SandboxBook book;

  SandboxApi(SandboxBook book) {
    this.book = book;
  }

  /** HTTP's status and what is written as JSON. */
  record Answer(int status, Record body) {
    static Answer of(SandboxError error) {
      return new Answer(error.status(), error.json());
    }
  }

  private record Received(String status) {}

  private record Page(
      List<SandboxText> messages,
      int page,
      int pageSize,
      int start,
      int end,
      String uri,
      String firstPageUri,
      @Nullable String nextPageUri,
      @Nullable String previousPageUri) {}

  /**
   * Answers one request.
   *
   * @param target path and query
   */
  Answer answer(String method, String target, @Nullable String authorization, String body) {
    Map<String, String> form = form(body);
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    Map<String, String> query = form(mark < 0 ? null : target.substring(mark + 1));
    boolean post = method.equals("POST");
    if (post && path.equals("/sandbox/replies")) {
      return replied(form);
    }
    Matcher messages = MESSAGES.matcher(path);
    if (!messages.matches()) {
      return Answer.of(SandboxError.NOT_FOUND);
    }
    if (!authenticated(authorization)) {
      return Answer.of(SandboxError.NOT_AUTHENTICATED);
    }
    String account = messages.group(1);
    String sid = messages.group(2);
    if (!(post && sid == null) && !method.equals("GET")) {
      return Answer.of(SandboxError.NOT_ALLOWED);
    }
    if (post) {
      SandboxBook.Created created = book.create(form);
      SandboxRow row = created.row();
      return row == null
          ? Answer.of(Objects.requireNonNull(created.error()))
          : new Answer(201, row.created(account));
    }
    if (sid == null) {
      return list(path, account, query);
    }
    SandboxText found = book.find(account, sid);
    return found == null ? Answer.of(SandboxError.NOT_FOUND) : new Answer(200, found);
  }

  private Answer replied(Map<String, String> form) {
    String from = form.getOrDefault("From", "");
    String to = form.getOrDefault("To", "");
    if (!SandboxError.isNumber(from) || !SandboxError.isNumber(to)) {
      return Answer.of(
          SandboxError.refused(
              21211, "expected From, To and Body; the numbers such as +12025550100"));
    }
    book.reply(from, to, form.getOrDefault("Body", ""));
    return new Answer(201, new Received("received"));
  }

  private Answer list(String path, String account, Map<String, String> parameters) {
    SandboxQuery query;
    try {
      query = SandboxQuery.of(parameters);
    } catch (IllegalArgumentException e) {
      return Answer.of(SandboxError.refused(20001, "Invalid parameter " + e.getMessage()));
    }
    List<SandboxText> rows = book.list(account, query);
    boolean more = rows.size() > query.size();
    List<SandboxText> page = more ? rows.subList(0, query.size()) : rows;
    int number = query.page();
    int start = number * query.size();
    return new Answer(
        200,
        new Page(
            page,
            number,
            query.size(),
            start,
            page.isEmpty() ? start : start + page.size() - 1,
            uri(path, parameters, query, number, query.before()),
            uri(path, parameters, query, 0, null),
            more
                ? uri(path, parameters, query, number + 1, page.get(page.size() - 1).order())
                : null,
            number == 0 ? null : uri(path, parameters, query, number - 1, book.before(query))));
  }

  /** A page begins after a row, not after a count: a growing list shifts nothing. */
  private static String uri(
      String path,
      Map<String, String> parameters,
      SandboxQuery query,
      int page,
      @Nullable Long token) {
    Map<String, String> following = new TreeMap<>(parameters);
    following.put("PageSize", String.valueOf(query.size()));
    following.put("Page", String.valueOf(page));
    following.remove("PageToken");
    if (token != null && token != Long.MAX_VALUE) {
      following.put("PageToken", String.valueOf(token));
    }
    return path
        + following.entrySet().stream()
            .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
            .collect(Collectors.joining("&", "?", ""));
  }

  /** Any name with any secret will do; without them the API answers as Twilio's does. */
  private static boolean authenticated(@Nullable String header) {
    if (header == null || !header.startsWith("Basic ")) {
      return false;
    }
    try {
      String pair =
          new String(
              Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon > 0 && colon < pair.length() - 1;
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  private static Map<String, String> form(@Nullable String text) {
    Map<String, String> form = new HashMap<>();
    if (text != null) {
      for (String pair : text.split("&", -1)) {
        int at = pair.indexOf('=');
        if (at > 0) {
          form.put(decode(pair.substring(0, at)), decode(pair.substring(at + 1)));
        }
      }
    }
    return form;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
