package dev.attune.cli.ring;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.cli.rest.ServiceClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An engineer's walk through the page in Chromium against a whole platform: from ratings over a reward model and a policy to what is
 * served, and a verdict in the playground that is a rating. What the walk does and checks is written in operator.browser.mjs.
 */
class OperatorPageIT {

    private static final int PAIRS = 60;

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
        ServiceClient admin = platform.up();
        ServiceClient eva = platform.account(admin, "eva", "engineer");
        String project = eva.project("Greetings", "Prefer friendly answers.");
        eva.post("/api/projects/" + project + "/preferences", Map.of("format", "trl", "pairs", pairs()), key())
                .accepted();

        platform.walk("operator.browser.mjs", "eva", Map.of());

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

    private static String key() {
        return UUID.randomUUID().toString();
    }
}
