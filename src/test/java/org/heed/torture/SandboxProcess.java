package org.heed.torture;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The gateway and the mail server, in a process that nobody kills. */
final class SandboxProcess implements AutoCloseable {
  private static final Pattern GATEWAY = Pattern.compile("Gateway: (\\S+).*");
  private static final Pattern MAIL = Pattern.compile("Mail: .*127\\.0\\.0\\.1:(\\d+).*");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path home;
  private final Process process;
  private final URI gateway;
  private final int mailPort;

  SandboxProcess(Path home) throws IOException {
    this.home = Files.createDirectories(home);
    this.process =
        Jar.start(
            Jar.command(
                    List.of("sandbox", "--gateway-port=0", "--mail-port=0", "--heed.home=" + home))
                .redirectError(home.resolve("err").toFile()));
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    gateway = URI.create(read(out, GATEWAY));
    mailPort = Integer.parseInt(read(out, MAIL));
  }

  private static String read(BufferedReader out, Pattern pattern) throws IOException {
    String line = out.readLine();
    Matcher found = pattern.matcher(line == null ? "nothing" : line);
    if (!found.matches()) {
      throw new IOException("the sandbox said: " + line);
    }
    return found.group(1);
  }

  URI gateway() {
    return gateway;
  }

  int mailPort() {
    return mailPort;
  }

  /** What the gateway was asked for and did. */
  Path journal() {
    return home.resolve("sandbox/gateway.jsonl");
  }

  /** What the mail server took, a file a mail. */
  Path mails() {
    return home.resolve("mail");
  }

  void reply(String phone, String sender, String words) {
    String form = "From=" + encode(phone) + "&To=" + encode(sender) + "&Body=" + encode(words);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(gateway + "/sandbox/replies"))
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    try {
      int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status != 201) {
        throw new IllegalStateException("the sandbox took no reply: " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
