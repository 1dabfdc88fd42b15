package org.heed.settings;

import static org.heed.address.ConfigurationProblem.unless;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.heed.address.ConfigurationProblem;
import org.jspecify.annotations.Nullable;

/**
 * Which gateway, and the account at it.
 *
 * @param gateway {@code sandbox} or {@code twilio}; null: twilio as soon as an account sid is given
 * @param twilio the account
 */
public record GatewaySettings(@Nullable String gateway, Twilio twilio) {
  private static final Pattern SECRET = Pattern.compile("[\\w-]+");
  private static final Pattern ID = Pattern.compile("\\w+");
  private static final String OWN = "https://api.twilio.com";

  /** The account; its secrets are in no text made of it. */
  public record Twilio(
      @Nullable String accountSid,
      @Nullable String authToken,
      @Nullable String apiKey,
      @Nullable String apiSecret,
      @Nullable String messagingServiceSid,
      @Nullable String baseUrl) {

    @Override
    public String toString() {
      return "Twilio[accountSid=" + accountSid + ", baseUrl=" + baseUrl + "]";
    }
  }

  /** Where texts go. */
  public enum Kind {
    SANDBOX,
    TWILIO
  }

  /** Sandbox or Twilio. */
  public Kind kind() {
    if (gateway == null || gateway.isBlank()) {
      return given(twilio.accountSid()) ? Kind.TWILIO : Kind.SANDBOX;
    }
    return switch (gateway.strip().toLowerCase(Locale.ROOT)) {
      case "sandbox" -> Kind.SANDBOX;
      case "twilio" -> Kind.TWILIO;
      default ->
          throw new ConfigurationProblem(
              "heed.gateway: found " + gateway + ", expected sandbox or twilio");
    };
  }

  /** True when the sandbox gateway is to run inside this process. */
  public boolean ownSandbox() {
    return kind() == Kind.SANDBOX && !given(twilio.baseUrl());
  }

  /**
   * Refuses an account that cannot be worked with.
   *
   * @throws ConfigurationProblem naming the property that is missing or wrong
   */
  public void check() {
    if (given(twilio.baseUrl())) {
      baseUrl();
    }
    if (kind() == Kind.SANDBOX) {
      return;
    }
    require("heed.twilio.account-sid", twilio.accountSid());
    String sid = String.valueOf(twilio.accountSid()).strip();
    unless(ID.matcher(sid).matches(), "heed.twilio.account-sid", sid, "an id such as AC0123abcd");
    unless(
        !sid.startsWith("SK"),
        "heed.twilio.account-sid",
        sid,
        "the account's own id (AC...), not a key's");
    if (given(twilio.apiKey()) || given(twilio.apiSecret())) {
      require("heed.twilio.api-key", twilio.apiKey());
      require("heed.twilio.api-secret", twilio.apiSecret());
      secret("heed.twilio.api-secret", String.valueOf(twilio.apiSecret()));
    } else {
      require("heed.twilio.auth-token (or .api-key and .api-secret)", twilio.authToken());
      secret("heed.twilio.auth-token", String.valueOf(twilio.authToken()));
    }
  }

  private static void secret(String property, String found) {
    if (!SECRET.matcher(found.strip()).matches()) {
      throw new ConfigurationProblem(
          property + ": found a value with marks or spaces in it, expected letters and digits");
    }
  }

  /** Where its API is. */
  public URI baseUrl() {
    String url = given(twilio.baseUrl()) ? String.valueOf(twilio.baseUrl()) : OWN;
    URI uri;
    try {
      uri = URI.create(url.strip());
    } catch (IllegalArgumentException e) {
      throw wrong(url);
    }
    String host = uri.getHost();
    if (host == null || uri.getScheme() == null || uri.getPort() > 0xFFFF) {
      throw wrong(url);
    }
    boolean loopback = host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    unless(
        uri.getScheme().equals("https") || (loopback && uri.getScheme().equals("http")),
        "heed.twilio.base-url",
        url,
        "https (http only on this machine)");
    return uri;
  }

  private static ConfigurationProblem wrong(String url) {
    return new ConfigurationProblem(
        "heed.twilio.base-url: found " + url + ", expected a URL such as https://example.edu:8443");
  }

  private static void require(String property, @Nullable String value) {
    if (!given(value)) {
      throw new ConfigurationProblem(property + ": missing, expected for heed.gateway=twilio");
    }
  }

  private static boolean given(@Nullable String text) {
    return text != null && !text.isBlank();
  }
}
