package dev.attune.inference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.attune.contracts.artifact.DirectoryArtifactStore;
import dev.attune.contracts.event.Artifact;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.CheckpointEvent.TaskVersion;
import dev.attune.contracts.event.Lineage;
import dev.attune.contracts.task.TaskAdapter;
import dev.attune.contracts.task.TaskCalibration;
import dev.attune.contracts.task.TaskDocument;
import dev.attune.contracts.task.TaskEvidence;
import dev.attune.contracts.task.TaskExamples;
import dev.attune.contracts.task.TaskFigure;
import dev.attune.contracts.task.TaskFiles;
import dev.attune.contracts.task.TaskLabel;
import dev.attune.contracts.task.TaskPrompt;
import dev.attune.contracts.task.TaskStyle;
import dev.attune.contracts.testing.Scratch;

/** Tasks on the tests' tiny base, with soft prompts that are drawn from a seed. */
final class TestTasks {

    static final TaskPrompt MOOD = mood(TaskCalibration.NONE);
    static final TaskPrompt FREE = new TaskPrompt(
            "", "{{ text }}\nTopic:", " ", TaskStyle.RAW, List.of(), TaskExamples.none(), TaskCalibration.NONE, null);

    private static final TaskEvidence EVIDENCE =
            new TaskEvidence("none: a test", 1, Map.of("accuracy", new TaskFigure(0.5, 0, 1)), Map.of(), null, null);
    private static final int HIDDEN = 64;
    private static final int VIRTUAL = 4;

    private TestTasks() {}

    static TaskPrompt mood(TaskCalibration calibration) {
        return new TaskPrompt(
                "",
                "{{ text }}\nMood:",
                " ",
                TaskStyle.RAW,
                List.of(
                        new TaskLabel("negative", "0", "", List.of("bad")),
                        new TaskLabel("positive", "1", "", List.of("good", "great"))),
                TaskExamples.none(),
                calibration,
                0);
    }

    /**
     * A version of a task.
     *
     * @param seeds a soft prompt for each
     */
    static CheckpointPublished publish(Path artifacts, String name, int version, TaskPrompt prompt, int... seeds) {
        try {
            Path folder = Scratch.folder("attune-test-task");
            List<TaskAdapter> adapters = new ArrayList<>();
            for (int seed : seeds) {
                String adapter = "adapters/" + seed;
                softPrompt(Files.createDirectories(folder.resolve(adapter)), seed);
                adapters.add(new TaskAdapter(adapter, null));
            }
            TaskFiles.write(
                    new TaskDocument(
                            name,
                            "version " + version,
                            TestModels.BASE,
                            adapters,
                            List.of("text"),
                            prompt,
                            prompt.labels().isEmpty() ? 8 : null,
                            EVIDENCE),
                    folder);
            Artifact artifact = new DirectoryArtifactStore(artifacts).publish(folder);
            return new CheckpointPublished(
                    CheckpointPublished.idOf(Kind.TASK, artifact),
                    name + "-" + version,
                    Kind.TASK,
                    TestModels.BASE,
                    artifact,
                    "ab".repeat(32),
                    new Lineage(null, "task", List.of(TestModels.BASE), List.of(), 0, Map.of(), "test", "test"),
                    Map.of(),
                    TestModels.NOON,
                    new TaskVersion(name, version));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A folder as PEFT writes it. */
    private static void softPrompt(Path folder, int seed) throws IOException {
        Files.writeString(folder.resolve("adapter_config.json"), """
                {"peft_type": "PROMPT_TUNING", "task_type": "CAUSAL_LM", "num_virtual_tokens": %d, "token_dim": %d,
                 "num_transformer_submodules": 1, "num_layers": 2, "num_attention_heads": 4}
                """.formatted(VIRTUAL, HIDDEN));
        int bytes = VIRTUAL * HIDDEN * Float.BYTES;
        byte[] header = "{\"prompt_embeddings\":{\"dtype\":\"F32\",\"shape\":[%d,%d],\"data_offsets\":[0,%d]}}"
                .formatted(VIRTUAL, HIDDEN, bytes)
                .getBytes(StandardCharsets.UTF_8);
        ByteBuffer file =
                ByteBuffer.allocate(Long.BYTES + header.length + bytes).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(header.length).put(header);
        Random random = new Random(seed);
        for (int i = 0; i < VIRTUAL * HIDDEN; i++) {
            file.putFloat((float) random.nextGaussian());
        }
        Files.write(folder.resolve("adapter_model.safetensors"), file.array());
    }
}
