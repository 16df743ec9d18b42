package dev.attune.cli.ring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.EvaluationEvent.GateMeasured;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.event.part.Lineage;
import dev.attune.contracts.testing.Eventually;
import dev.attune.contracts.testing.TestBus;
import dev.attune.platform.process.ProcessStatus;
import dev.attune.platform.status.PlatformStatus;

import static org.assertj.core.api.Assertions.assertThat;

/** New pairs for a candidate, and people who judge it blindly on held-out prompts: all rooms, and a kill between. */
class FreshPairsIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final int PROMPTS = 3;
    private static final int HELD_OUT = 2;

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
    void aCandidateGetsPairsOfItsOwnAndPeopleJudgeItOnceAlthoughTheServiceIsKilled() throws Exception {
        ServiceClient admin = platform.up();
        List<ServiceClient> raters =
                List.of(platform.account(admin, "ann", "annotator"), platform.account(admin, "ben", "annotator"));
        String project = admin.project("style", "what is better");
        prompts(admin, project, PROMPTS, "TRAIN");
        prompts(admin, project, HELD_OUT, "HELD_OUT");
        Eventually.holds(SOON, "pairs", () -> items(admin, project) == PROMPTS);
        assertThat(platform.as(
                        "admin",
                        "fresh",
                        "set",
                        "style",
                        "--enabled",
                        "true",
                        "--occasion",
                        "CANDIDATE",
                        "--mix",
                        "1,0,0"))
                .contains("on CANDIDATE, for 100 prompts at most", "100 % against production");
        String base = TaskFolder.base(platform.registry(admin));
        AnotherModel models = new AnotherModel(platform, folder);
        String candidate = models.published(base, Kind.POLICY, Map.of(Lineage.PROJECT, project));

        Eventually.holds(SOON, "new pairs", () -> items(admin, project) == 2 * PROMPTS);
        assertThat(platform.as("admin", "fresh", "show", "style"))
                .contains(candidate + ": 3 asked for, 3 came, 0 old ones closed");

        Path gates = Files.writeString(
                folder.resolve("gates.json"),
                "{\"arena\": {\"prompts\": 2, \"ratingsEach\": 2, \"leastRaters\": 2, \"atLeast\": 0.5, \"maxHours\": 24}}");
        platform.as("admin", "gates", "set", "style", "--file", gates.toString());
        Eventually.holds(SOON, "it is measured", () -> measure(candidate));
        Eventually.holds(SOON, "pairs to judge", () -> items(admin, project) == 2 * PROMPTS + HELD_OUT);
        List<String> judged = new ArrayList<>();
        judged.add(tie(raters.getFirst(), project));
        kill();
        judged.add(tie(raters.getFirst(), project));
        judged.add(tie(raters.getLast(), project));
        judged.add(tie(raters.getLast(), project));

        TestBus bus = models.bus();
        Eventually.holds(
                SOON, "the gate is measured", () -> !measured(bus, candidate).isEmpty());
        GateMeasured gate = measured(bus, candidate).getFirst();
        assertThat(gate.figures()).containsEntry("ties", 4.0).containsEntry("raters", 2.0);
        assertThat(judged.stream().distinct()).hasSize(HELD_OUT);
        assertThat(judged)
                .allSatisfy(
                        item -> assertThat(bus.events(Topics.PREFERENCES, item)).isEmpty());
        Eventually.holds(SOON, "the registry knows", () -> results().contains("arena"));
        assertThat(measured(bus, candidate)).hasSize(1);
    }

    private static void prompts(ServiceClient admin, String project, int count, String split)
            throws InterruptedException {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(Map.of(
                    "messages",
                    List.of(Map.of("role", "user", "content", "What is " + i + " plus 3? (" + split + ")")),
                    "split",
                    split));
        }
        admin.post(
                        "/api/projects/" + project + "/prompts",
                        Map.of("prompts", lines),
                        UUID.randomUUID().toString())
                .accepted();
    }

    private static int items(ServiceClient admin, String project) {
        return uninterrupted(() -> admin.get("/api/projects/" + project + "/progress")
                .body()
                .path("items")
                .asInt());
    }

    /** Refused until the registry has heard of the checkpoint. */
    private boolean measure(String candidate) {
        return uninterrupted(() -> {
            try {
                platform.as("admin", "gates", "measure", "style", candidate);
                return true;
            } catch (AssertionError | IllegalStateException e) {
                return false;
            }
        });
    }

    private String results() {
        return uninterrupted(() -> platform.as("admin", "gates", "results", "style"));
    }

    /** The item that was rated. */
    private static String tie(ServiceClient rater, String project) throws InterruptedException {
        JsonNode lease = rater.post("/api/projects/" + project + "/next", Map.of(), "")
                .accepted()
                .body();
        rater.post(
                        "/api/leases/" + lease.path("leaseId").asText() + "/rating",
                        Map.of("verdict", "TIE"),
                        UUID.randomUUID().toString())
                .accepted();
        return lease.path("itemId").asText();
    }

    private void kill() {
        long pid = pid();
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        Eventually.holds(SOON, "feedback-service is back", () -> pid() != pid);
    }

    private long pid() {
        return Eventually.get(
                SOON,
                "feedback-service",
                () -> PlatformStatus.read(platform.home().resolve("run/status.json"))
                        .flatMap(status -> status.processes().stream()
                                .filter(process -> process.name().equals("feedback-service"))
                                .map(ProcessStatus::pid)
                                .filter(known -> known > 0)
                                .findFirst()));
    }

    private static List<GateMeasured> measured(TestBus bus, String candidate) {
        return bus.events(Topics.EVALUATIONS, candidate).stream()
                .map(received -> received.event())
                .filter(GateMeasured.class::isInstance)
                .map(GateMeasured.class::cast)
                .toList();
    }

    private interface Asking<T> {
        T ask() throws IOException, InterruptedException;
    }

    private static <T> T uninterrupted(Asking<T> asking) {
        try {
            return asking.ask();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
