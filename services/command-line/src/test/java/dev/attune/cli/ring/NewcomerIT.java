package dev.attune.cli.ring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Somebody who has never seen Attune goes from {@code ./attune up} to the first rating by what the page says. What is done and
 * looked at is written in feedback-ui/src/test/browser/newcomer.browser.mjs; its pictures are kept in target/browser.
 */
class NewcomerIT {

    private static final Path PAGE = Path.of("..", "..", "feedback-ui");
    private static final long LONGEST_SECONDS = 300;

    @TempDir
    Path folder;

    private LivePlatform platform;

    @BeforeEach
    void prepare() {
        platform = new LivePlatform(folder);
    }

    @AfterEach
    void stopWhateverRuns() throws IOException, InterruptedException {
        platform.down();
    }

    @Test
    void theFirstRatingTakesNoShellAndNoManual() throws Exception {
        Optional<Path> browser = browser();
        assumeTrue(browser.isPresent(), "No Chromium: install it (Debian: chromium) or name one in CHROMIUM.");
        Instant began = Instant.now();
        String said = platform.succeeds("up");
        Duration up = Duration.between(began, Instant.now());

        String walked = walk(browser.get(), said);

        System.out.printf("up took %.1f s%n%s%n", up.toMillis() / 1000.0, walked);
        assertThat(walked).contains("from the address to the first rating");
    }

    private static String walk(Path browser, String saidByUp) throws IOException, InterruptedException {
        Path pictures = Files.createDirectories(Path.of("target", "browser").toAbsolutePath());
        Path output = pictures.resolve("newcomer.log");
        ProcessBuilder node = new ProcessBuilder("node", "src/test/browser/newcomer.browser.mjs")
                .directory(PAGE.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        node.environment()
                .putAll(Map.of(
                        "ATTUNE_UP", saidByUp,
                        "ATTUNE_SCREENSHOTS", pictures.toString(),
                        "CHROMIUM", browser.toString()));
        Process process = node.start();
        try {
            boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
            String said = Files.readString(output);
            assertThat(ended)
                    .as(said + "\nThe walk took longer than " + LONGEST_SECONDS + " s.")
                    .isTrue();
            assertThat(process.exitValue()).as(said).isZero();
            return said;
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
