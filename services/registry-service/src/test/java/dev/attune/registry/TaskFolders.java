package dev.attune.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.config.ConfigProvider;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.artifact.DirectoryArtifactStore;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
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

/** Tasks and bases as they lie in the store. */
final class TaskFolders {

    private TaskFolders() {}

    private static DirectoryArtifactStore store() {
        return new DirectoryArtifactStore(
                Path.of(ConfigProvider.getConfig().getValue(ArtifactsResource.DIRECTORY, String.class)));
    }

    /** A base that takes 64 tokens. */
    static CheckpointPublished base() throws IOException {
        Path folder = Scratch.folder("attune-test-base");
        Files.writeString(folder.resolve("config.json"), "{\"max_position_embeddings\": 64}");
        Files.writeString(folder.resolve("unique"), Samples.id("u"));
        Artifact artifact = store().publish(folder);
        CheckpointPublished like = Samples.base(Samples.id("base"));
        return new CheckpointPublished(
                CheckpointPublished.idOf(Kind.BASE, artifact),
                "tiny",
                Kind.BASE,
                null,
                artifact,
                like.tokenizerSha256(),
                like.lineage(),
                Map.of(),
                like.createdAt());
    }

    /** The hash of a task with a soft prompt of its own. */
    static String task(String name, String base, int virtualTokens) throws IOException {
        Path folder = Scratch.folder("attune-test-task");
        Path adapter = Files.createDirectories(folder.resolve("adapters/1"));
        Files.writeString(
                adapter.resolve("adapter_config.json"),
                "{\"peft_type\": \"PROMPT_TUNING\", \"num_virtual_tokens\": " + virtualTokens + "}");
        Files.writeString(adapter.resolve("adapter_model.safetensors"), Samples.id("weights"));
        TaskFiles.write(document(name, base, List.of(new TaskAdapter("adapters/1", null))), folder);
        return store().publish(folder).sha256();
    }

    static String taskWith(String name, String base, String adapterCheckpoint) throws IOException {
        Path folder = Scratch.folder("attune-test-task");
        TaskFiles.write(document(name, base, List.of(new TaskAdapter(null, adapterCheckpoint))), folder);
        return store().publish(folder).sha256();
    }

    static TaskDocument document(String name, String base, List<TaskAdapter> adapters) {
        TaskPrompt prompt = new TaskPrompt(
                "",
                "{{ text }}\nMood:",
                " ",
                TaskStyle.RAW,
                List.of(
                        new TaskLabel("negative", "0", "", List.of("bad")),
                        new TaskLabel("positive", "1", "", List.of("good"))),
                TaskExamples.none(),
                TaskCalibration.NONE,
                null);
        TaskEvidence evidence = new TaskEvidence(
                "held-out reviews", 200, Map.of("accuracy", new TaskFigure(0.8, 0.74, 0.85)), Map.of(), null, null);
        return new TaskDocument(name, null, base, adapters, List.of("text"), prompt, null, evidence);
    }
}
