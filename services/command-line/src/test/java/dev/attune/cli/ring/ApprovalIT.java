package dev.attune.cli.ring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.cli.rest.ServiceClient;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.PromotionEvent.Promoted;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.event.part.Lineage;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.testing.Eventually;
import dev.attune.contracts.testing.TestBus;
import dev.attune.platform.process.ProcessStatus;
import dev.attune.platform.status.PlatformStatus;

import static org.assertj.core.api.Assertions.assertThat;

/** People stand behind promotions, on a platform and by command line; the registry is killed while they do. */
class ApprovalIT {

    private static final Duration SOON = Duration.ofMinutes(2);

    /** Milliseconds from the approval's departure until the kill: before it arrives, while it is taken, and after. */
    private static final List<Integer> KILLS = List.of(0, 4, 8, 15, 40);

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
    void anApprovalPromotesOnceAlthoughTheRegistryIsKilledMeanwhile() throws Exception {
        ServiceClient admin = platform.up();
        platform.account(admin, "eva", "engineer");
        ServiceClient rea = platform.account(admin, "rea", "reviewer");
        String project = admin.project("style", "what is better");
        Path gates = Files.writeString(folder.resolve("gates.json"), "{\"approval\": {\"people\": 2}}");
        assertThat(platform.as("admin", "gates", "set", "style", "--file", gates.toString()))
                .contains("2 people stand behind it");
        String base = TaskFolder.base(platform.registry(admin));
        AnotherModel models = new AnotherModel(platform, folder);
        String other = models.published(base, Kind.POLICY, Map.of(Lineage.PROJECT, project));

        Eventually.holds(
                SOON, "the checkpoint is known", () -> isThere(platform.registry(admin), "/api/checkpoints/" + other));
        assertThat(platform.fails("admin", "approvals", "approve", "promotion-0", "--evidence", "0", "--reason", "x"))
                .contains("must be 64 lower-case hexadecimal digits");
        for (int kill : KILLS) {
            String proposal = asked(other);
            String seen = evidence(proposal);
            assertThat(platform.fails(
                            "eva", "approvals", "approve", proposal, "--evidence", seen, "--reason", "it is mine"))
                    .contains("Who asks for a promotion may not approve it");

            approveAndKill(platform.registry(rea), proposal, seen, kill);

            assertThat(served(admin)).isEqualTo(other);
            assertThat(promotionsBy(models.bus(), proposal))
                    .as("killed after " + kill + " ms")
                    .hasSize(1);
            platform.as("eva", "rollback", "production", "--reason", "once more");
            assertThat(served(admin)).isEqualTo(base);
        }
        assertThat(platform.as("rea", "approvals", "list", "--state", "promoted"))
                .contains("promoted")
                .contains("approved by")
                .contains("read forty of its answers");
    }

    private String asked(String checkpoint) throws IOException, InterruptedException {
        Path json = folder.resolve("asked.json");
        String said = platform.as(
                "eva", "approvals", "ask", checkpoint, "--reason", "it is better", "--json", json.toString());
        assertThat(said).contains("open").contains("wanted       2 people");
        return Json.MAPPER.readTree(json.toFile()).at("/proposal/proposalId").asText();
    }

    private String evidence(String proposal) throws IOException, InterruptedException {
        Path json = folder.resolve("shown.json");
        platform.as("rea", "approvals", "show", proposal, "--json", json.toString());
        return Json.MAPPER.readTree(json.toFile()).path("evidenceSha256").asText();
    }

    /** The approval is sent again with the same key until the service answers, as a client that heard nothing does. */
    private void approveAndKill(ServiceClient registry, String proposal, String seen, int afterMillis)
            throws InterruptedException {
        long pid = pid();
        CompletableFuture<Void> kill = CompletableFuture.runAsync(
                () -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly),
                CompletableFuture.delayedExecutor(afterMillis, TimeUnit.MILLISECONDS));
        String key = UUID.randomUUID().toString();
        JsonNode answer = Eventually.get(SOON, "an answer", () -> approve(registry, proposal, seen, key));
        kill.join();
        assertThat(answer.at("/proposal/state").asText()).isEqualTo("PROMOTED");
        Eventually.holds(SOON, "the registry is back", () -> pid() != pid);
        Eventually.holds(SOON, "it answers", () -> isThere(registry, "/api/approvals"));
    }

    private static Optional<JsonNode> approve(ServiceClient registry, String proposal, String seen, String key) {
        try {
            return Optional.of(registry.post(
                            "/api/approvals/" + proposal + "/approval",
                            Map.of("evidenceSha256", seen, "reason", "read forty of its answers"),
                            key)
                    .require(202));
        } catch (AttuneException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean isThere(ServiceClient registry, String path) {
        try {
            return registry.get(path).status() == 200;
        } catch (AttuneException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private long pid() {
        return Eventually.get(
                SOON,
                "the registry",
                () -> PlatformStatus.read(platform.home().resolve("run/status.json"))
                        .flatMap(status -> status.processes().stream()
                                .filter(process -> process.name().equals("registry-service"))
                                .map(ProcessStatus::pid)
                                .filter(known -> known > 0)
                                .findFirst()));
    }

    private String served(ServiceClient admin) throws InterruptedException {
        return platform.registry(admin)
                .get("/api/channels/production")
                .accepted()
                .body()
                .path("checkpointId")
                .asText();
    }

    /** Promotions on the bus that a proposal led to; the registry sends what it has decided when it is back. */
    private static List<Promoted> promotionsBy(TestBus bus, String proposal) {
        Eventually.holds(SOON, "a promotion is told", () -> !told(bus, proposal).isEmpty());
        return told(bus, proposal);
    }

    private static List<Promoted> told(TestBus bus, String proposal) {
        return bus.events(Topics.PROMOTIONS).stream()
                .map(received -> received.event())
                .filter(Promoted.class::isInstance)
                .map(Promoted.class::cast)
                .filter(promoted -> promoted.reason().contains(proposal))
                .toList();
    }
}
