package dev.attune.cli.ring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.cli.rest.ServiceClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * An engineer's walk through the page in Chromium against a whole platform: from ratings over a reward model and a policy to what is
 * served, and a verdict in the playground that is a rating. What the walk does and checks is written in operator.browser.mjs.
 */
class OperatorPageIT {

    private static final Path PAGE = Path.of("..", "..", "feedback-ui");
    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final int PAIRS = 60;
    private static final long LONGEST_MINUTES = 15;

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
    void anEngineerTrainsWalksTheLineagePromotesAndCompares() throws Exception {
        assumeTrue(Files.isExecutable(BROWSER), "No Chromium at " + BROWSER + ".");
        ServiceClient admin = platform.up();
        ServiceClient eva = platform.account(admin, "eva", "engineer");
        String project = eva.project("Greetings", "Prefer friendly answers.");
        eva.post("/api/projects/" + project + "/preferences", Map.of("format", "trl", "pairs", pairs()), key())
                .accepted();

        walk();

        JsonNode progress =
                eva.get("/api/projects/" + project + "/progress").accepted().body();
        assertThat(progress.path("ratings").asInt()).isEqualTo(PAIRS + 1);
    }

    private static List<Map<String, Object>> pairs() {
        List<Map<String, Object>> pairs = new ArrayList<>();
        for (int pair = 0; pair < PAIRS; pair++) {
            pairs.add(Map.of(
                    "prompt",
                    List.of(Map.of("role", "user", "content", "Greet guest number " + pair + ".")),
                    "chosen",
                    "Welcome, dear guest " + pair + "!",
                    "rejected",
                    "What do you want, " + pair + "?",
                    "strength",
                    1 + pair % 3));
        }
        return pairs;
    }

    private void walk() throws IOException, InterruptedException {
        Path pictures = Files.createDirectories(Path.of("target", "browser")).toAbsolutePath();
        Path output = pictures.resolve("operator.browser.log");
        ProcessBuilder node = new ProcessBuilder("node", "src/test/browser/operator.browser.mjs")
                .directory(PAGE.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        node.environment()
                .putAll(Map.of(
                        "ATTUNE_URL",
                        "http://127.0.0.1:" + platform.port("ATTUNE_PORT_FEEDBACK") + "/",
                        "ATTUNE_USER",
                        "eva",
                        "ATTUNE_PASSWORD",
                        Files.readString(folder.resolve("password")),
                        "ATTUNE_SCREENSHOTS",
                        pictures.toString(),
                        "CHROMIUM",
                        BROWSER.toString()));
        Process process = node.start();
        try {
            boolean ended = process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES);
            String said = Files.readString(output);
            assertThat(ended).as(said).isTrue();
            assertThat(process.exitValue()).as(said).isZero();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }
}
