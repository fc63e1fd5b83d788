package org.accountimport.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.accountimport.security.TestKeys;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.springframework.util.FileSystemUtils;

/** A Chromium without a window, started once for all tests, that asks for English and talks to nobody but the server under test. */
final class Browser {

    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final String AXE = axe();
    /** On a busy machine a run may wait long for its turn; whoever sees what he waits for goes on at once. */
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    /** Watches each page from its beginning: what its policy forbids, and what moves without anybody touching it. */
    private static final String WATCH = """
            window.forbidden = [];
            window.moved = 0;
            document.addEventListener('securitypolicyviolation', event => forbidden.push(event.violatedDirective + ' ' + event.blockedURI));
            new PerformanceObserver(list => list.getEntries().forEach(entry => moved += entry.hadRecentInput ? 0 : entry.value))
                .observe({ type: 'layout-shift' });
            """;

    private final ChromeDriver driver;
    private final Path downloads;
    private String server = "";

    private Browser(ChromeDriver driver, Path downloads) {
        this.driver = driver;
        this.downloads = downloads;
    }

    /** Starts with the first test that asks for it and ends with the JVM. */
    private static final class Shared {
        static final Browser BROWSER = start();
    }

    static Browser at(int port) {
        Browser browser = Shared.BROWSER;
        String server = "http://localhost:" + port;
        if (!browser.server.equals(server)) {
            browser.server = server;
            browser.signIn(TestKeys.CONSOLE);
        }
        return browser;
    }

    private static Browser start() {
        try {
            Path home = Files.createTempDirectory("console-browser");
            Path downloads = Files.createDirectory(home.resolve("downloads"));
            ChromeOptions options = new ChromeOptions();
            options.setBinary(NeedsChromium.CHROMIUM.toFile());
            options.addArguments(
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--hide-scrollbars",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--disable-dev-shm-usage",
                    "--lang=en-GB",
                    "--user-data-dir=" + home.resolve("profile"));
            options.setExperimentalOption(
                    "prefs",
                    Map.of("download.default_directory", downloads.toString(), "intl.accept_languages", "en-GB,en"));
            ChromeDriverService service = new ChromeDriverService.Builder()
                    .usingDriverExecutable(NeedsChromium.DRIVER.toFile())
                    .usingAnyFreePort()
                    .build();
            ChromeDriver driver = new ChromeDriver(service, options);
            driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", WATCH));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                driver.quit();
                FileSystemUtils.deleteRecursively(home.toFile());
            }));
            return new Browser(driver, downloads);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void signIn(String key) {
        driver.manage().deleteAllCookies();
        open("/login");
        type("#key", key);
        click("#content button");
        shows("Sign out");
    }

    void open(String path) {
        driver.get(server + path);
    }

    String title() {
        return Objects.requireNonNull(driver.getTitle());
    }

    /** The path of the page, percent-encoded, with its query. */
    String path() {
        return Objects.requireNonNull(driver.getCurrentUrl()).substring(server.length());
    }

    /** All text that the page shows. */
    String text() {
        return String.valueOf(run("return document.body ? document.body.innerText : ''"))
                .replaceAll("\\s+", " ");
    }

    /** Waits until the page shows all of these. */
    void shows(String... texts) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(text()).contains(texts));
    }

    WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    void click(String css) {
        find(css).click();
    }

    /** Follows the first link of this text. */
    void follow(String link) {
        driver.findElement(By.linkText(link)).click();
    }

    /** Follows a link in the entry of a list that holds a text. */
    void followBeside(String text, String link) {
        driver.findElement(By.xpath("//li[contains(., \"" + text + "\")]//a[.=\"" + link + "\"]"))
                .click();
    }

    /** Presses a key where the focus is. */
    void press(Keys key) {
        driver.switchTo().activeElement().sendKeys(key);
    }

    /** Replaces what a field holds. */
    void type(String css, String text) {
        WebElement field = find(css);
        field.clear();
        field.sendKeys(text);
    }

    Object run(String script, Object... arguments) {
        return Objects.requireNonNull(driver.executeScript(script, arguments), script);
    }

    /** A file that was handed out, complete. */
    String downloaded(String nameEnd) {
        return await().atMost(PATIENCE)
                .until(
                        () -> {
                            try (Stream<Path> files = Files.list(downloads)) {
                                return files.filter(file -> file.toString().endsWith(nameEnd))
                                        .map(Browser::content)
                                        .findFirst();
                            }
                        },
                        Optional::isPresent)
                .orElseThrow();
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How the page is looked at. */
    enum Look {
        LIGHT_WIDE("light", 1280, 800),
        DARK_WIDE("dark", 1280, 800),
        LIGHT_NARROW("light", 390, 844),
        DARK_NARROW("dark", 390, 844);

        final String scheme;
        final int width;
        final int height;

        Look(String scheme, int width, int height) {
            this.scheme = scheme;
            this.width = width;
            this.height = height;
        }
    }

    void look(Look look) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", look.scheme))));
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", look.width, "height", look.height, "deviceScaleFactor", 1, "mobile", false));
        driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                requestAnimationFrame(() => requestAnimationFrame(() => done(true)));
                """);
    }

    /** The whole page as a picture, in target/screenshots. */
    void picture(String name) {
        Map<String, Object> shot = driver.executeCdpCommand(
                "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
        try {
            Files.createDirectories(SCREENSHOTS);
            Files.write(
                    SCREENSHOTS.resolve(name + ".png"),
                    Base64.getDecoder().decode(String.valueOf(shot.get("data")).getBytes(UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What axe finds to be a serious or critical obstacle, one line each. */
    List<?> obstacles() {
        if (Boolean.FALSE.equals(run("return typeof axe !== 'undefined'"))) {
            driver.executeScript(AXE);
        }
        return (List<?>) Objects.requireNonNull(driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run(document, { resultTypes: ['violations'] }).then(
                    result => done(result.violations
                        .filter(one => one.impact === 'serious' || one.impact === 'critical')
                        .map(one => one.id + ': ' + one.help + ' ' + one.nodes.slice(0, 3).map(node => node.html + ' ' + node.any.map(check => check.message).join('; ')).join(' | '))),
                    failure => done(['axe failed: ' + failure]));
                """));
    }

    /** Whether anything of the page has to be moved into sight sideways. */
    void fitsItsWidth() {
        assertThat(run("return document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                .as("fits its width: " + path())
                .isEqualTo(true);
    }

    /** Whether everything came from the server itself, and nothing was tried that its policy forbids. */
    void keepsToItself() {
        assertThat(run("""
                return performance.getEntriesByType('resource').map(entry => entry.name)
                    .filter(name => !name.startsWith(location.origin + '/')).concat(forbidden);
                """))
                .as("loads and runs only what the server has: " + path())
                .isEqualTo(List.of());
    }

    private static String axe() {
        try (InputStream script =
                Browser.class.getResourceAsStream("/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js")) {
            return new String(Objects.requireNonNull(script, "axe-core").readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
