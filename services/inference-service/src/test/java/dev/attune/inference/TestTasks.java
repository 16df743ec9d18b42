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
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.artifact.DirectoryArtifactStore;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.CheckpointEvent.TaskVersion;
import dev.attune.contracts.event.part.Lineage;
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
        return publish(
                artifacts,
                name,
                version,
                prompt,
                IntStream.of(seeds)
                        .<AdapterFolder>mapToObj(seed -> folder -> softPrompt(folder, seed))
                        .toList());
    }

    /** Writes an adapter as PEFT does into a folder, which exists. */
    @FunctionalInterface
    interface AdapterFolder {
        void write(Path folder) throws IOException;
    }

    /** A version of a task with adapters of any kind. */
    static CheckpointPublished publish(
            Path artifacts, String name, int version, TaskPrompt prompt, List<AdapterFolder> written) {
        try {
            Path folder = Scratch.folder("attune-test-task");
            List<TaskAdapter> adapters = new ArrayList<>();
            for (AdapterFolder each : written) {
                String adapter = "adapters/" + (adapters.size() + 1);
                each.write(Files.createDirectories(folder.resolve(adapter)));
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

    /** The LoRA adapter of the tests' tiny base. */
    static void lora(Path folder) throws IOException {
        Path adapter = Path.of("../../language-model/src/test/resources/tiny-llama/adapter");
        for (String file : List.of("adapter_config.json", "adapter_model.safetensors")) {
            Files.copy(adapter.resolve(file), folder.resolve(file));
        }
    }

    /** The prefix of the laboratory's make_served.py: number k of its table is 0.3 cos(0.9 k). */
    static void prefix(Path folder) throws IOException {
        int places = 3;
        int numbers = 2 * 2 * 2 * 16; // keys and values of two layers with two heads of 16
        Files.writeString(folder.resolve("adapter_config.json"), """
                {"peft_type": "PREFIX_TUNING", "task_type": "CAUSAL_LM", "num_virtual_tokens": %d, "token_dim": 32,
                 "num_transformer_submodules": 1, "num_layers": 2, "num_attention_heads": 2, "prefix_projection": false}
                """.formatted(places));
        table(folder, places, numbers, k -> 0.3 * Math.cos(0.9 * k));
    }

    /** A folder as PEFT writes it. */
    private static void softPrompt(Path folder, int seed) throws IOException {
        Files.writeString(folder.resolve("adapter_config.json"), """
                {"peft_type": "PROMPT_TUNING", "task_type": "CAUSAL_LM", "num_virtual_tokens": %d, "token_dim": %d,
                 "num_transformer_submodules": 1, "num_layers": 2, "num_attention_heads": 4}
                """.formatted(VIRTUAL, HIDDEN));
        Random random = new Random(seed);
        table(folder, VIRTUAL, HIDDEN, k -> random.nextGaussian());
    }

    /** The weights of a prompt: rows one after another. */
    private static void table(Path folder, int rows, int columns, IntToDoubleFunction numbers) throws IOException {
        int bytes = rows * columns * Float.BYTES;
        byte[] header = "{\"prompt_embeddings\":{\"dtype\":\"F32\",\"shape\":[%d,%d],\"data_offsets\":[0,%d]}}"
                .formatted(rows, columns, bytes)
                .getBytes(StandardCharsets.UTF_8);
        ByteBuffer file =
                ByteBuffer.allocate(Long.BYTES + header.length + bytes).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(header.length).put(header);
        for (int k = 0; k < rows * columns; k++) {
            file.putFloat((float) numbers.applyAsDouble(k));
        }
        Files.write(folder.resolve("adapter_model.safetensors"), file.array());
    }
}
