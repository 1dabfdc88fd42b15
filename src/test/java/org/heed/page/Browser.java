package org.heed.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.util.FileSystemUtils;

/**
 * A real browser without a window. Where there is none and it cannot be installed the tests are
 * skipped, but where {@code HEED_BROWSER=required} they fail. After each test the page must have
 * been quiet: nothing on the console, nothing asked of a network.
 */
@NullUnmarked
public final class Browser implements BeforeAllCallback, AfterEachCallback {
  private static final String AXE = axe();

  private ChromeDriver driver;

  /** It is started once for all tests, and stopped after the last. */
  private record Started(ChromeDriver driver, Path profile) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      driver.quit();
      FileSystemUtils.deleteRecursively(profile);
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException, InterruptedException {
    if (find("chromium") == null || find("chromedriver") == null) {
      install();
    }
    driver =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.create(Browser.class))
            .computeIfAbsent(Started.class, key -> start(), Started.class)
            .driver();
  }

  private static Started start() {
    try {
      Path profile = Files.createTempDirectory("browser");
      ChromeDriverService service =
          new ChromeDriverService.Builder()
              .usingDriverExecutable(find("chromedriver").toFile())
              .build();
      return new Started(new ChromeDriver(service, options(profile)), profile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ChromeOptions options(Path profile) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(find("chromium").toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        "--lang=en-US",
        "--user-data-dir=" + profile);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable("browser", Level.ALL);
    logs.enable("performance", Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    return options;
  }

  private static void install() throws IOException, InterruptedException {
    Path said = Files.createTempFile("install", ".log");
    int status =
        new ProcessBuilder("sh", "src/test/browser/install.sh")
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start()
            .waitFor();
    if (status == 0 && find("chromium") != null && find("chromedriver") != null) {
      return;
    }
    List<String> lines = Files.readAllLines(said);
    String why =
        "no browser, so no page is looked at: "
            + (lines.isEmpty() ? "it cannot be installed" : lines.get(lines.size() - 1));
    if ("required".equals(System.getenv("HEED_BROWSER"))) {
      fail(why);
    }
    System.err.println("SKIPPED: " + why);
    abort(why);
  }

  private static Path find(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }

  /** Opens a file as a double click does, on a wide and light screen. */
  public void open(Path page) {
    screen(1280, 900);
    light(true);
    driver.get(page.toUri().toString());
  }

  /** Whatever the page offers no name for. */
  public ChromeDriver driver() {
    return driver;
  }

  public void screen(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  public void light(boolean light) {
    media("", light);
  }

  public void media(String medium, boolean light) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "media",
            medium,
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", light ? "light" : "dark"))));
  }

  public void scripts(boolean on) {
    driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !on));
  }

  /** A control by the name a screen reader tells. */
  public WebElement control(String label) {
    Object control =
        script(
            """
            return [...document.querySelectorAll('label')]
              .filter(one => one.textContent.trim() === arguments[0]).map(one => one.control)[0]
            """,
            label);
    if (control == null) {
      throw new AssertionError("no control is labelled " + label);
    }
    return (WebElement) control;
  }

  /** Chooses the first option that begins so. */
  public void choose(String label, String beginning) {
    WebElement select = control(label);
    Object option =
        script(
            """
            return [...arguments[0].options]
              .filter(one => one.text.startsWith(arguments[1])).map(one => one.text)[0]
            """,
            select,
            beginning);
    new Select(select).selectByVisibleText((String) option);
  }

  public void press(CharSequence... keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  /** Goes on with the tabulator until this is what has the focus. */
  public WebElement tabTo(String selector) {
    for (int i = 0; i < 80; i++) {
      WebElement active = driver.switchTo().activeElement();
      if ((Boolean) script("return arguments[0].matches(arguments[1])", active, selector)) {
        return active;
      }
      press(Keys.TAB);
    }
    throw new AssertionError(selector + " is not reached with the tabulator");
  }

  public Object script(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** The texts of all elements. */
  public List<String> texts(String selector) {
    @SuppressWarnings("unchecked")
    List<String> texts =
        (List<String>)
            script(
                "return [...document.querySelectorAll(arguments[0])].map(e => e.textContent)",
                selector);
    return texts;
  }

  public String text(String selector) {
    return driver.findElement(By.cssSelector(selector)).getText();
  }

  /** Waits for a text: the search follows the typing after a moment. */
  public void await(String selector, String beginning) {
    new WebDriverWait(driver, Duration.ofSeconds(10))
        .pollingEvery(Duration.ofMillis(20))
        .withMessage(() -> text(selector) + " does not begin with " + beginning)
        .until(page -> text(selector).startsWith(beginning));
  }

  /** Everything that axe finds wrong with the page as it is now, in a line each. */
  public List<String> accessibility() {
    driver.executeScript("if (!window.axe) { " + AXE + " }");
    @SuppressWarnings("unchecked")
    List<String> found =
        (List<String>)
            driver.executeAsyncScript(
                """
                const done = arguments[arguments.length - 1];
                axe.run(document, { resultTypes: ['violations'] }).then(result => done(
                  result.violations.flatMap(v => v.nodes.map(n => v.id + ': ' + n.html.slice(0, 200)
                    + ' ' + (n.failureSummary || '').replace(/\\s+/g, ' ')))));
                """);
    return found;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      return;
    }
    assertThat(driver.manage().logs().get("browser").getAll()).as("console").isEmpty();
    assertThat(
            driver.manage().logs().get("performance").getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> message.contains("\"Network.requestWillBeSent\""))
                .filter(message -> message.contains("http://") || message.contains("https://")))
        .as("requests to a network")
        .isEmpty();
  }

  private static String axe() {
    try (InputStream in = Browser.class.getResourceAsStream("/axe.min.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
