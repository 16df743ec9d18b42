package dev.attune.feedback;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.attune.feedback.service.Candidates;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A person's walk through the page in Chromium, against this service. What the walk does and checks is written in
 * feedback-ui/src/test/browser/rating.browser.mjs; its pictures are kept in target/browser.
 */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class BrowserIT extends ServiceFixture {

    private static final Path PAGE = Path.of("..", "..", "feedback-ui");
    private static final int PAIRS = 8;
    private static final long LONGEST_SECONDS = 180;

    @TestHTTPResource("/")
    URI address;

    @Inject
    Candidates candidates;

    @Test
    void aPersonSignsInRatesByKeysAndButtonsUndoesAndSignsOut() throws Exception {
        Optional<Path> browser = browser();
        assumeTrue(browser.isPresent(), "No Chromium: install it (Debian: chromium) or name one in CHROMIUM.");
        Api engineer = someone("engineer");
        project(engineer, 1);
        String project = project(engineer, 1);
        for (int pair = 0; pair < PAIRS; pair++) {
            String text = "How much is " + pair + " and " + pair + "?";
            String prompt = prompt(engineer, project, text);
            candidates.enter(
                    UUID.randomUUID().toString(),
                    candidates(project, prompt, text, "It is " + (pair + pair) + ".", "Who knows?"));
        }
        String name = annotatorWithOneTimePassword();

        Walk walk = walk(
                browser.get(), name, engineer.get("/api/projects/" + project).text("name"));

        assertThat(walk.exitCode()).as(walk.output()).isZero();
        // Keys 2, x and 6, the button "B is much better", the double click on the tie; the undone one is gone.
        assertThat(progress(engineer, project).body().path("ratings").asInt()).isEqualTo(5);
        assertThat(progress(engineer, project).body().path("skipped").asInt()).isEqualTo(1);
    }

    private String annotatorWithOneTimePassword() {
        String name = "browser-" + UUID.randomUUID();
        administrator()
                .post("/api/accounts", Map.of("name", name, "password", PASSWORD, "roles", new String[] {"annotator"}));
        return name;
    }

    private record Walk(int exitCode, String output) {}

    private Walk walk(Path browser, String name, String projectName) throws IOException, InterruptedException {
        Path pictures = Path.of("target", "browser").toAbsolutePath();
        Path output = Files.createDirectories(pictures).resolve("walk.log");
        ProcessBuilder node = new ProcessBuilder("node", "src/test/browser/rating.browser.mjs")
                .directory(PAGE.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        node.environment()
                .putAll(Map.of(
                        "ATTUNE_URL",
                        address.toString(),
                        "ATTUNE_USER",
                        name,
                        "ATTUNE_PASSWORD",
                        PASSWORD,
                        "ATTUNE_PROJECT",
                        projectName,
                        "ATTUNE_SCREENSHOTS",
                        pictures.toString(),
                        "CHROMIUM",
                        browser.toString()));
        Process process = node.start();
        try {
            boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
            String said = Files.readString(output);
            return ended
                    ? new Walk(process.exitValue(), said)
                    : new Walk(-1, said + "\nThe walk took longer than " + LONGEST_SECONDS + " s.");
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
