package dev.attune.cli.ring;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.json.Json;
import dev.attune.platform.status.PlatformStatus;
import dev.attune.platform.testing.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the README's commands as a reader would, then kills the supervisor with its broker and goes on. */
class ReadmeRingIT {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Pattern ONE_TIME_PASSWORD = Pattern.compile("one-time password (\\S+)");
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void prepareAReadersFolder() throws IOException {
        environment.putAll(FreePorts.environment());
        environment.put("ATTUNE_HOME", folder.resolve("home").toString());
        environment.put("ATTUNE_SKIP_BUILD", "1");
        environment.put("HOME", folder.toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        Files.createSymbolicLink(folder.resolve("attune"), ROOT.resolve("attune"));
        Files.createSymbolicLink(folder.resolve("docs"), ROOT.resolve("docs"));
    }

    @AfterEach
    void stopWhateverRuns() throws IOException, InterruptedException {
        shell("./attune down");
    }

    @Test
    void everyCommandOfTheReadmeWorksAndAKilledSupervisorLosesNothing() throws IOException, InterruptedException {
        List<String> commands = readme();
        assertThat(commands).contains("./attune demo", "./attune test", "./attune up", "./attune down");
        // RingIT runs the demo, and CI runs exactly `./attune test`.
        assertThat(Files.readString(ROOT.resolve(".ci/run"))).contains("exec ./attune test");
        commands.removeAll(List.of("./attune demo", "./attune test", "./attune up", "./attune down"));

        changeOneTimePassword(succeeds("./attune up"));
        for (String command : commands) {
            succeeds(command);
        }
        assertThat(succeeds("./attune generate --model smollm2-135m-instruct --temperature 0"
                        + " --prompt \"What is the capital of France?\""))
                .contains("Paris");

        long entered = Files.readAllLines(ROOT.resolve("docs/examples/preferences.jsonl"))
                .size();
        PlatformStatus status =
                PlatformStatus.read(folder.resolve("home/run/status.json")).orElseThrow();
        assertThat(ProcessHandle.of(status.supervisorPid()).orElseThrow().destroyForcibly())
                .isTrue();
        succeeds("./attune up");
        assertThat(ratingsOnTheBus()).isEqualTo(entered);
        assertThat(succeeds("./attune import preferences docs/examples/preferences.jsonl --project \"After the crash\""
                        + " --user admin --password-file ~/attune-password"))
                .isNotBlank();
        assertThat(ratingsOnTheBus()).isEqualTo(2 * entered);
        succeeds("./attune down");
    }

    private long ratingsOnTheBus() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        long seen = -1;
        long before;
        do {
            before = seen;
            seen = succeeds("./attune tail attune.feedback --from-beginning --max 100000 --json")
                    .lines()
                    .filter(line -> line.contains("RatingGiven") || line.contains("rating-given"))
                    .count();
        } while (seen != before && System.nanoTime() < deadline);
        return seen;
    }

    /** The lines of the README's shell blocks, without comments. */
    private static List<String> readme() throws IOException {
        List<String> commands = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(ROOT.resolve("README.md"))) {
            if (line.startsWith("```")) {
                inside = line.equals("```sh");
            } else if (inside && !line.isBlank()) {
                commands.add(line.replaceFirst("\\s+# .*$", "").strip());
            }
        }
        return commands;
    }

    private String succeeds(String command) throws IOException, InterruptedException {
        Shell shell = shell(command);
        assertThat(shell.exit()).as(command + "\n" + shell.output()).isZero();
        return shell.output();
    }

    private record Shell(int exit, String output) {}

    private Shell shell(String command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError(command + " did not end:\n" + Files.readString(output));
        }
        return new Shell(process.exitValue(), Files.readString(output));
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
                            URI.create("http://127.0.0.1:" + environment.get("ATTUNE_PORT_FEEDBACK") + path))
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
