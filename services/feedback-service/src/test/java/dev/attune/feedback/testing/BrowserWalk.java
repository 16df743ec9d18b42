package dev.attune.feedback.testing;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A person's walk through the page in Chromium. What a walk does and checks is written in feedback-ui/src/test/browser; its pictures
 * are kept in target/browser.
 */
public final class BrowserWalk {

    private static final Path PAGE = Path.of("..", "..", "feedback-ui");
    private static final long LONGEST_SECONDS = 300;

    private BrowserWalk() {}

    /** Runs {@code script} against the service at {@code address} as {@code user}; fails with what it said unless each of its steps did what it says. */
    public static void run(String script, URI address, String user, String password, Map<String, String> settings)
            throws IOException, InterruptedException {
        Optional<Path> browser = browser();
        assumeTrue(browser.isPresent(), "No Chromium: install it (Debian: chromium) or name one in CHROMIUM.");
        Path pictures = Path.of("target", "browser").toAbsolutePath();
        Path output = Files.createDirectories(pictures).resolve(script + ".log");
        ProcessBuilder node = new ProcessBuilder("node", "src/test/browser/" + script)
                .directory(PAGE.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        node.environment()
                .putAll(Map.of(
                        "ATTUNE_URL",
                        address.toString(),
                        "ATTUNE_USER",
                        user,
                        "ATTUNE_PASSWORD",
                        password,
                        "ATTUNE_SCREENSHOTS",
                        pictures.toString(),
                        "CHROMIUM",
                        browser.get().toString()));
        node.environment().putAll(settings);
        Process process = node.start();
        try {
            boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
            String said = Files.readString(output);
            assertThat(ended)
                    .as(said + "\nThe walk took longer than " + LONGEST_SECONDS + " s.")
                    .isTrue();
            assertThat(process.exitValue()).as(said).isZero();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** The browser that CHROMIUM names, or one at a usual place. */
    private static Optional<Path> browser() {
        String named = System.getenv("CHROMIUM");
        Stream<String> places = named != null
                ? Stream.of(named)
                : Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
        return places.map(Path::of).filter(Files::isExecutable).findFirst();
    }
}
