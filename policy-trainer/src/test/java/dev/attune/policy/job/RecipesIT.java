package dev.attune.policy.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.DemonstrationEvent.DemonstrationGiven;
import dev.attune.contracts.event.DemonstrationEvent.DemonstrationRetracted;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.JobEvent.RecipeRequested;
import dev.attune.contracts.event.JobEvent.SupervisedTuningRequested;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.RunEvent;
import dev.attune.contracts.event.RunEvent.RunFailed;
import dev.attune.contracts.event.RunEvent.RunFinished;
import dev.attune.contracts.event.RunEvent.RunProgressed;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.event.part.Lineage;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.Configurations;
import dev.attune.contracts.settings.supervised.SupervisedTuningConfig;
import dev.attune.contracts.testing.Eventually;
import dev.attune.policy.PolicyTrainerCommand;
import dev.attune.worker.process.BusWorker;
import dev.attune.worker.reproduce.ReproductionFolder;
import dev.attune.worker.reproduce.ReproductionOrder;

import static org.assertj.core.api.Assertions.assertThat;

/** Jobs for the recipes beside PPO, against a real broker. */
class RecipesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<String, Object> LORA = Map.of("rank", 4, "alpha", 8);

    @TempDir
    Path directory;

    private BusFixture bus;

    @BeforeEach
    void start() {
        bus = new BusFixture(directory);
    }

    @AfterEach
    void stop() {
        bus.close();
    }

    @Test
    void everyRecipeMakesAnAdapterFromAJob() throws Exception {
        Artifact preferences = bus.storeData(
                "preferences", lines("{\"prompt\":\"w%1$d w2\",\"chosen\":\"w5 w%1$d\",\"rejected\":\"w6 w7 w%1$d\"}"));
        Artifact demonstrations =
                bus.storeData("demonstrations", lines("{\"prompt\":\"w%1$d w2\",\"completion\":\"w5 w%1$d\"}"));
        Map<String, Object> direct = Map.of("epochs", 1, "batchPairs", 4, "heldOutShare", 0.25, "tuning", LORA);
        bus.publish(new RecipeRequested("run-dpo", "dpo", null, null, preferences, direct));
        bus.publish(new RecipeRequested("run-kto", "kto", null, null, preferences, direct));
        bus.publish(new RecipeRequested("run-orpo", "orpo", null, null, preferences, direct));
        bus.publish(new SupervisedTuningRequested("run-sft", null, demonstrations, supervised()));
        try (Running worker = new Running()) {
            List<String> finished = List.of("run-dpo", "run-kto", "run-orpo", "run-sft");
            Eventually.holds(PATIENCE, "four runs", () -> ended().containsAll(finished));
            assertThat(of(RunFailed.class).stream().map(RunFailed::runId))
                    .as("evaluations apart, which have no judge")
                    .allMatch(runId -> runId.startsWith("evaluate-"));
            assertThat(adapters()).containsOnlyKeys(finished);
            assertThat(adapters()).allSatisfy((run, adapter) -> {
                assertThat(adapter.lineage().recipe()).isEqualTo(run.substring("run-".length()));
                assertThat(adapter.lineage().configuration()).containsKey("dataSha256");
                assertThat(adapter.baseCheckpointId()).isEqualTo(bus.base().checkpointId());
            });
            assertThat(of(RunProgressed.class).stream().map(RunProgressed::runId))
                    .containsAll(finished);
            worker.assertReady();
        }
        adapters().values().forEach(this::assertReproduced);
        assertThat(directory.resolve("home/runs/run-dpo/progress.jsonl")).exists();
        assertThat(directory.resolve("home/runs/run-sft/state")).doesNotExist();
    }

    @Test
    void supervisedTuningWithoutAFileLearnsFromWhatPeopleWrote() throws Exception {
        for (int i = 0; i < 10; i++) {
            bus.publish(demonstration("d-" + i, List.of(Message.user("w" + i + " w2")), "w5 w" + i));
        }
        bus.publish(demonstration("d-8", List.of(Message.user("w8 w2")), "w6 w8"));
        bus.publish(new DemonstrationRetracted("d-9", "withdrawn by the annotator"));
        Message.Image image = new Message.Image("0".repeat(64), "Eight apples");
        bus.publish(demonstration("d-image", List.of(new Message("user", "w1 w2", List.of(image))), "w5"));
        bus.publish(new RecipeRequested(
                "run-written", "sft", null, null, null, Map.of("batchSequences", 4, "maxTokens", 32, "tuning", LORA)));
        try (Running worker = new Running()) {
            Eventually.holds(PATIENCE, "the run", () -> ended().contains("run-written"));
            CheckpointPublished adapter = Objects.requireNonNull(adapters().get("run-written"), "an adapter");
            assertThat(adapter.lineage().inputs())
                    .filteredOn(range -> range.topic().equals(Topics.DEMONSTRATIONS))
                    .hasSize(1)
                    .allSatisfy(
                            range -> assertThat(range.until() - range.from()).isGreaterThanOrEqualTo(13));
            assertThat(adapter.lineage().configuration()).containsKey("dataSha256");
            worker.assertReady();
            assertReproduced(adapter);
        }
        // What was corrected, taken back or needs eyes is not learned.
        assertThat(Files.readAllLines(directory.resolve("home/runs/run-written/demonstrations.jsonl")))
                .hasSize(9)
                .contains("{\"prompt\":[{\"role\":\"user\",\"content\":\"w8 w2\"}],\"completion\":\"w6 w8\"}")
                .noneMatch(line -> line.contains("w9") || line.contains("images"));
    }

    /** From its lineage and what was kept alone, into a store of its own. */
    private void assertReproduced(CheckpointPublished adapter) {
        ReproductionFolder folder = new ReproductionFolder(
                directory.resolve("again-" + adapter.checkpointId()), directory.resolve("artifacts"));
        Lineage lineage = adapter.lineage();
        List<CheckpointPublished> ancestors = bus.events(Topics.CHECKPOINTS, CheckpointPublished.class).stream()
                .filter(one -> lineage.parents().contains(one.checkpointId()))
                .toList();
        try {
            Files.createDirectories(folder.path());
            folder.write(new ReproductionOrder(
                    adapter,
                    ancestors,
                    lineage.kept(Lineage.DATA).orElse(null),
                    lineage.kept(Lineage.PROMPTS).orElse(null)));
            int exit = PolicyTrainerCommand.commandLine()
                    .execute(
                            "reproduce",
                            folder.path().toString(),
                            "--artifacts",
                            folder.artifacts().toString());
            assertThat(exit).isZero();
            assertThat(folder.reproduced().artifact()).as(lineage.recipe()).isEqualTo(adapter.artifact());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DemonstrationGiven demonstration(String id, List<Message> prompt, String text) {
        Candidate answer = Candidate.written(id + "/written", text, new Candidate.Edit("rater-1", null));
        return new DemonstrationGiven(
                id,
                "item-" + id,
                "project",
                "prompt-" + id,
                prompt,
                answer,
                "rater-1",
                null,
                0,
                "page",
                Instant.EPOCH,
                null,
                1);
    }

    @Test
    void aGroupMethodIsAskedForLikePpo() throws Exception {
        CheckpointPublished reward = bus.publishReward(1);
        Map<String, Object> group = Json.MAPPER.readValue("""
                {"updates": 1, "prompts": 2, "answers": 2, "minibatch": 4, "maxPromptTokens": 16, "maxNewTokens": 4,
                 "tuning": {"rank": 4, "alpha": 8}}
                """, Json.MAP);
        bus.publish(new RecipeRequested("run-rloo", "rloo", null, reward.checkpointId(), null, group));
        bus.publish(new RecipeRequested("run-grpo", "grpo", null, null, null, group));
        try (Running worker = new Running()) {
            Eventually.holds(PATIENCE, "two runs", () -> ended().containsAll(List.of("run-rloo", "run-grpo")));
            assertThat(of(RunFailed.class)).isEmpty();
            assertThat(Objects.requireNonNull(adapters().get("run-rloo"))
                            .lineage()
                            .parents())
                    .contains(reward.checkpointId());
            worker.assertReady();
        }
        adapters().values().forEach(this::assertReproduced);
    }

    @Test
    void aJobThatCannotBeDoneFailsWithASentence() {
        bus.publish(new RecipeRequested("run-a", "alchemy", null, null, null, Map.of()));
        bus.publish(new RecipeRequested("run-b", "dpo", null, null, null, Map.of()));
        bus.publish(new RecipeRequested("run-c", "dpo", null, null, null, Map.of("betta", 1)));
        bus.publish(new RecipeRequested("run-d", "grpo", null, null, null, Map.of()));
        bus.publish(new RecipeRequested("run-e", "sft", null, null, null, Map.of()));
        try (Running worker = new Running()) {
            Eventually.holds(
                    PATIENCE, "five failures", () -> of(RunFailed.class).size() == 5);
            assertThat(of(RunFailed.class))
                    .extracting(RunFailed::code)
                    .containsExactly(
                            "unknown-recipe",
                            "data-missing",
                            "unknown-setting",
                            "no-reward-model",
                            "no-demonstrations");
            assertThat(of(RunFailed.class).getFirst().reason())
                    .isEqualTo("There is no recipe alchemy; there are ppo, grpo, rloo, dpo, kto, orpo, sft.");
            worker.assertReady();
        }
    }

    @Test
    void aJobThatNamesTwoHundredLayersIsDone() {
        Artifact preferences = bus.storeData(
                "preferences", lines("{\"prompt\":\"w%1$d w2\",\"chosen\":\"w5 w%1$d\",\"rejected\":\"w6 w7 w%1$d\"}"));
        List<String> layers = IntStream.range(0, 200)
                .mapToObj(layer -> layer % 2 == 0
                        ? "layers." + layer / 2 + ".self_attn.q_proj"
                        : "layers." + layer / 2 + ".self_attn.v_proj")
                .toList();
        Map<String, Object> direct = Map.of(
                "epochs",
                1,
                "batchPairs",
                4,
                "heldOutShare",
                0.25,
                "tuning",
                Map.of("rank", 4, "alpha", 8, "targets", layers));
        bus.publish(new RecipeRequested("run-layers", "dpo", null, null, preferences, direct));
        try (Running worker = new Running()) {
            Eventually.holds(PATIENCE, "the run", () -> ended().contains("run-layers"));
            assertThat(adapters()).containsKey("run-layers");
            worker.assertReady();
        }
    }

    private static SupervisedTuningConfig supervised() {
        return Configurations.with(
                SupervisedTuningConfig.defaults(),
                Json.MAPPER.valueToTree(Map.of("batchSequences", 4, "maxTokens", 32, "tuning", LORA)));
    }

    private static String lines(String pattern) {
        return IntStream.range(0, 10).mapToObj(pattern::formatted).collect(Collectors.joining("\n", "", "\n"));
    }

    private List<String> ended() {
        return bus.events(Topics.RUNS, RunEvent.class).stream()
                .filter(event -> event instanceof RunFinished || event instanceof RunFailed)
                .map(Event::key)
                .toList();
    }

    private Map<String, CheckpointPublished> adapters() {
        return bus.events(Topics.CHECKPOINTS, CheckpointPublished.class).stream()
                .filter(checkpoint -> checkpoint.kind() == Kind.ADAPTER)
                .collect(Collectors.toMap(
                        checkpoint -> String.valueOf(checkpoint.lineage().runId()), adapter -> adapter));
    }

    private <T extends RunEvent> List<T> of(Class<T> type) {
        return bus.events(Topics.RUNS, type);
    }

    /** A worker in a thread of its own. */
    private final class Running implements AutoCloseable {

        private final BusWorker worker = PolicyTrainerWorker.of(bus.settings("{\"updates\": 1}", Optional.empty()));
        private final Thread thread = new Thread(worker::run, "worker");

        Running() {
            thread.start();
        }

        void assertReady() {
            Eventually.holds(PATIENCE, "readiness", worker::ready);
        }

        @Override
        public void close() {
            worker.stop();
            try {
                assertThat(worker.awaitEnd(PATIENCE)).isTrue();
                thread.join(PATIENCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
