package dev.attune.cli.ring;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.cli.rest.ServiceClient;
import dev.attune.contracts.event.ApprovalEvent.Approved;
import dev.attune.contracts.event.ApprovalEvent.Proposed;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.testing.Eventually;
import dev.attune.contracts.testing.TestBus;
import dev.attune.platform.home.Home;
import dev.attune.platform.room.BusKeys;
import dev.attune.platform.testing.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;

/** Two people, a platform, and a task from a folder to its second version and back, by {@code ./attune tasks} alone. */
class TasksIT {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String PASSWORD = "four plain words for tasks";
    private static final Duration SOON = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private final Map<String, String> ports = FreePorts.environment();

    @AfterEach
    void stopWhateverRuns() throws IOException, InterruptedException {
        attune("down");
    }

    @Test
    void aTaskIsProposedApprovedPromotedServedAndRolledBack() throws Exception {
        ServiceClient admin = signedIn(succeeds("up"));
        for (String person : List.of("eva", "ana")) {
            String role = person.equals("eva") ? "engineer" : "reviewer";
            account(admin, person, role);
        }
        Files.writeString(folder.resolve("password"), PASSWORD);
        String base = base(admin);

        String first = proposed(task("moods", base, "Mood:"));
        assertThat(fails("eva", "tasks", "approve", first, "--reason", "mine")).contains("403");
        assertThat(as("ana", "tasks", "show", first)).contains("accuracy", "0.740 to 0.850", "PROPOSED");
        assertThat(as("ana", "tasks", "approve", first, "--reason", "read it")).contains("Version 1 of the task moods");
        assertThat(as("eva", "tasks", "promote", "moods", "1")).contains("serves version 1");
        awaitVersion(1);
        JsonNode answer = json("ask", "tasks", "ask", "moods", "It was a delight.", "Never again.");
        assertThat(answer.path("results")).hasSize(2);
        assertThat(answer.at("/results/0/probabilities/good").asDouble()
                        + answer.at("/results/0/probabilities/bad").asDouble())
                .isBetween(0.999, 1.001);

        String second = proposed(task("moods", base, "What is it?"));
        assertThat(as("eva", "tasks", "list")).contains(second);
        as("ana", "tasks", "approve", second, "--reason", "shorter");
        as("eva", "tasks", "promote", "moods", "2");
        awaitVersion(2);
        assertThat(as("eva", "tasks", "rollback", "moods")).contains("serves version 1 again, in place of 2");
        awaitVersion(1);
        assertThat(json("ask", "tasks", "ask", "moods", "It was a delight.", "Never again.")
                        .path("results"))
                .isEqualTo(answer.path("results"));

        refusesBeforeAnythingIsStored(base);
        BusKeys.beOperator(new Home(folder.resolve("home")), "127.0.0.1:" + ports.get("ATTUNE_PORT_KAFKA"));
        TestBus bus = new TestBus("127.0.0.1:" + ports.get("ATTUNE_PORT_KAFKA"));
        assertThat(bus.events(Topics.APPROVALS, first))
                .extracting(received -> (Object) received.event().getClass())
                .containsExactly(Proposed.class, Approved.class);
        assertThat(bus.events(Topics.CHECKPOINTS).stream()
                        .map(received -> (CheckpointPublished) received.event())
                        .filter(checkpoint -> checkpoint.task() != null))
                .hasSize(2);
    }

    private void refusesBeforeAnythingIsStored(String base) throws Exception {
        Path artifacts = folder.resolve("home/artifacts/sha256");
        long before = count(artifacts);
        Path misspelt = task("misspelt", base, "{{ txet }}");
        assertThat(fails("eva", "tasks", "propose", misspelt.toString()))
                .contains("reads txet, which nothing gives", "Nothing was stored");
        Path twice = task("twice", base, "Mood:");
        rewrite(twice, "\"good\"", "\"bad\"");
        assertThat(fails("eva", "tasks", "propose", twice.toString())).contains("two labels");
        assertThat(count(artifacts)).isEqualTo(before);
    }

    private static long count(Path directory) throws IOException {
        try (var entries = Files.list(directory)) {
            return entries.count();
        }
    }

    private String proposed(Path task) throws Exception {
        String said = as("eva", "tasks", "propose", task.toString(), "--reason", "a test wants it");
        Matcher id = Pattern.compile("proposal-[0-9a-f]{16}").matcher(said);
        assertThat(id.find()).as(said).isTrue();
        return id.group();
    }

    private Path task(String name, String base, String question) throws IOException {
        Path task = Files.createDirectories(folder.resolve(name + question.hashCode()));
        Files.writeString(task.resolve("task.json"), """
                {
                  "name": "%s",
                  "base": "%s",
                  "prompt": {
                    "template": "{{ text }}\\n%s",
                    "style": "raw",
                    "labels": [
                      {"name": "bad", "words": ["bad"]},
                      {"name": "good", "words": ["good"]}
                    ],
                    "examples": {"given": [{"label": "good", "variables": {"text": "I like it."}}]}
                  },
                  "evaluation": {
                    "data": "no data: a test", "examples": 200,
                    "metrics": {"accuracy": {"mean": 0.8, "low": 0.74, "high": 0.85}}
                  }
                }
                """.formatted(name, base, question));
        return task;
    }

    private static void rewrite(Path task, String before, String after) throws IOException {
        Path file = task.resolve("task.json");
        Files.writeString(file, Files.readString(file).replace(before, after));
    }

    private String base(ServiceClient admin) {
        ServiceClient registry = admin.toward(URI.create("http://127.0.0.1:" + ports.get("ATTUNE_PORT_REGISTRY")));
        return Eventually.get(
                SOON,
                "a published base",
                () -> Optional.of(asked(() -> registry.get("/api/checkpoints?kind=BASE")
                                        .body())
                                .path(0)
                                .path("checkpointId")
                                .asText())
                        .filter(id -> !id.isEmpty()));
    }

    private void awaitVersion(int version) {
        Eventually.holds(
                SOON,
                "serving of version " + version,
                () -> asked(() -> attune(withAccount("eva", "tasks", "ask", "moods", "Well.", "--json"))
                                .output())
                        .replaceAll("\\s", "")
                        .contains("\"version\":" + version + ","));
    }

    private static <T> T asked(Callable<T> question) {
        try {
            return question.call();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void account(ServiceClient admin, String name, String role) throws InterruptedException {
        String once = PASSWORD + " of " + name;
        admin.post("/api/accounts", Map.of("name", name, "password", once, "roles", List.of(role)), "")
                .accepted();
        feedback()
                .signIn(name, once)
                .post("/api/session/password", Map.of("current", once, "next", PASSWORD), "")
                .accepted();
    }

    private ServiceClient signedIn(String said) throws InterruptedException {
        Matcher once = Pattern.compile("one-time password (\\S+)").matcher(said);
        assertThat(once.find()).as(said).isTrue();
        feedback()
                .signIn("admin", once.group(1))
                .post("/api/session/password", Map.of("current", once.group(1), "next", PASSWORD), "")
                .accepted();
        return feedback().signIn("admin", PASSWORD);
    }

    private ServiceClient feedback() {
        return ServiceClient.patient(URI.create("http://127.0.0.1:" + ports.get("ATTUNE_PORT_FEEDBACK")));
    }

    private JsonNode json(String name, String... arguments) throws Exception {
        Path file = folder.resolve(name + ".json");
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--json", file.toString()));
        as("eva", all.toArray(String[]::new));
        return Json.MAPPER.readTree(file.toFile());
    }

    private String as(String person, String... arguments) throws Exception {
        return succeeds(withAccount(person, arguments));
    }

    private String fails(String person, String... arguments) throws Exception {
        AttuneProcess process = attune(withAccount(person, arguments));
        assertThat(process.await(PATIENCE)).as(process.output()).isEqualTo(1);
        return process.output();
    }

    private String[] withAccount(String person, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--user", person, "--password-file", folder.resolve("password").toString()));
        return all.toArray(String[]::new);
    }

    private String succeeds(String... arguments) throws IOException, InterruptedException {
        AttuneProcess process = attune(arguments);
        assertThat(process.await(PATIENCE)).as(process.output()).isZero();
        return process.output();
    }

    private AttuneProcess attune(String... arguments) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(ports);
        environment.put("ATTUNE_HOME", folder.resolve("home").toString());
        AttuneProcess process = AttuneProcess.start(environment, _ -> {}, arguments);
        process.await(PATIENCE);
        return process;
    }
}
