package dev.attune.cli.ring;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.json.Json;
import dev.attune.platform.status.PlatformStatus;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs those of the README's commands that are about a platform as a reader would, then kills the supervisor with its broker and goes on. */
class ReadmeRingIT {

    private static final Pattern ONE_TIME_PASSWORD = Pattern.compile("one-time password (\\S+)");

    @TempDir
    Path folder;

    private ReadersFolder reader;

    @BeforeEach
    void prepareAReadersFolder() throws IOException {
        reader = new ReadersFolder(folder);
    }

    @AfterEach
    void stopWhateverRuns() throws IOException, InterruptedException {
        reader.shell("./attune down");
    }

    @Test
    void everyOtherCommandOfTheReadmeWorksAndAKilledSupervisorLosesNothing() throws IOException, InterruptedException {
        List<String> commands = ReadersFolder.readme();
        assertThat(commands).contains("./attune demo", "./attune test", "./attune up", "./attune down");
        // RingIT runs the demo, and CI runs exactly `./attune test`.
        assertThat(Files.readString(ReadersFolder.ROOT.resolve(".ci/run"))).contains("exec ./attune test");
        commands.removeAll(List.of("./attune demo", "./attune test", "./attune up", "./attune down"));
        // ReadmeModelsIT runs these.
        commands.removeIf(ReadersFolder::needsNoPlatform);

        changeOneTimePassword(reader.succeeds("./attune up"));
        for (String command : commands) {
            reader.succeeds(command);
        }
        long entered = Files.readAllLines(ReadersFolder.ROOT.resolve("docs/examples/preferences.jsonl"))
                .size();
        PlatformStatus status =
                PlatformStatus.read(folder.resolve("home/run/status.json")).orElseThrow();
        assertThat(ProcessHandle.of(status.supervisorPid()).orElseThrow().destroyForcibly())
                .isTrue();
        reader.succeeds("./attune up");
        assertThat(ratingsOnTheBus()).isEqualTo(entered);
        assertThat(reader.succeeds(
                        "./attune import preferences docs/examples/preferences.jsonl --project \"After the crash\""
                                + " --user admin --password-file ~/attune-password"))
                .isNotBlank();
        assertThat(ratingsOnTheBus()).isEqualTo(2 * entered);
        reader.succeeds("./attune down");
    }

    private long ratingsOnTheBus() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        long seen = -1;
        long before;
        do {
            before = seen;
            seen = reader.succeeds("./attune tail attune.feedback --from-beginning --max 100000 --json")
                    .lines()
                    .filter(line -> line.contains("RatingGiven") || line.contains("rating-given"))
                    .count();
        } while (seen != before && System.nanoTime() < deadline);
        return seen;
    }

    /** What a person does in the page after the first sign-in. */
    private void changeOneTimePassword(String saidByUp) throws IOException, InterruptedException {
        Matcher said = ONE_TIME_PASSWORD.matcher(saidByUp);
        assertThat(said.find()).as(saidByUp).isTrue();
        String next = "a longer password for the test";
        JsonNode session = post("/api/session", "", Map.of("name", "admin", "password", said.group(1)));
        post("/api/session/password", session.get("token").asText(), Map.of("current", said.group(1), "next", next));
        Files.writeString(folder.resolve("attune-password"), next + "\n");
    }

    private JsonNode post(String path, String token, Map<String, String> body)
            throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + reader.port("ATTUNE_PORT_FEEDBACK") + path))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(Json.MAPPER.writeValueAsString(body)));
            if (!token.isEmpty()) {
                request.header("Authorization", "Bearer " + token);
            }
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
            return response.body().isEmpty() ? Json.MAPPER.nullNode() : Json.MAPPER.readTree(response.body());
        }
    }
}
