package dev.attune.registry.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.artifact.ArtifactStore;
import dev.attune.contracts.artifact.DirectoryArtifactStore;
import dev.attune.contracts.artifact.DirectoryManifest;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.task.TaskAdapter;
import dev.attune.contracts.task.TaskDocument;
import dev.attune.contracts.task.TaskFiles;
import dev.attune.registry.config.ArtifactConfig;
import dev.attune.registry.store.CheckpointStore;

/**
 * The files of what is proposed, held against what was published. Whether weights fit is for the programs to say that load
 * them; everything that a document and an adapter's settings say is checked here.
 */
@ApplicationScoped
class TaskArtifacts {

    private static final String PEFT_CONFIG = "adapter_config.json";
    private static final String PEFT_WEIGHTS = "adapter_model.safetensors";
    private static final List<String> CONTEXT = List.of("max_position_embeddings", "n_positions", "n_ctx");

    private final ArtifactStore artifacts;
    private final CheckpointStore checkpoints;

    TaskArtifacts(ArtifactConfig config, CheckpointStore checkpoints) {
        this.artifacts = new DirectoryArtifactStore(config.directory());
        this.checkpoints = checkpoints;
    }

    /**
     * What an artifact proposes.
     *
     * @param base the frozen model
     */
    record Found(Artifact artifact, TaskDocument task, CheckpointPublished base) {}

    /**
     * Reads an artifact that fits.
     *
     * @throws AttuneException {@code artifact-unknown}, {@code task-invalid}, {@code checkpoint-unknown}, {@code wrong-kind},
     *     {@code wrong-base} or {@code prompt-too-long}
     */
    Found read(String sha256) {
        Path folder = fetch(sha256);
        TaskDocument task = TaskFiles.read(folder, "The artifact's " + TaskDocument.FILE);
        CheckpointPublished base = find(task.base());
        if (base.kind() != Kind.BASE && base.kind() != Kind.POLICY) {
            throw wrong(
                    "wrong-kind",
                    "A task stands on a whole model, but its base " + base.checkpointId() + " is " + base.kind() + ".");
        }
        for (TaskAdapter adapter : task.adapters()) {
            if (adapter.checkpointId() != null) {
                requireFits(find(adapter.checkpointId()), base);
            } else {
                requireFits(folder.resolve(String.valueOf(adapter.folder())), adapter, base);
            }
        }
        return new Found(artifact(folder, sha256), task, base);
    }

    private Path fetch(String sha256) {
        try {
            return artifacts.fetch(new Artifact("attune:sha256/" + sha256, sha256, 0));
        } catch (AttuneException e) {
            if (e.category() == ErrorCategory.RETRIABLE) {
                throw ErrorCategory.CALLER.error(
                        "artifact-unknown",
                        "The artifact " + sha256 + " is not in the store; ./attune tasks propose puts it there.",
                        e);
            }
            throw e;
        }
    }

    private static Artifact artifact(Path folder, String sha256) {
        try {
            return new Artifact(
                    "attune:sha256/" + sha256,
                    sha256,
                    DirectoryManifest.of(folder).bytes());
        } catch (IOException e) {
            throw ErrorCategory.RESOURCES.error("artifact-damaged", "The artifact " + sha256 + " cannot be read.", e);
        }
    }

    private CheckpointPublished find(String checkpointId) {
        return checkpoints.find(checkpointId).orElseThrow(() -> Unknown.checkpoint(checkpointId));
    }

    private static void requireFits(CheckpointPublished adapter, CheckpointPublished base) {
        if (adapter.kind() != Kind.ADAPTER) {
            throw wrong("wrong-kind", adapter.checkpointId() + " is no adapter but " + adapter.kind() + ".");
        }
        if (!base.checkpointId().equals(adapter.baseCheckpointId())) {
            throw wrong(
                    "wrong-base",
                    "The adapter " + adapter.checkpointId() + " belongs to " + adapter.baseCheckpointId()
                            + ", but the task's base is " + base.checkpointId() + ".");
        }
    }

    private void requireFits(Path folder, TaskAdapter adapter, CheckpointPublished base) {
        if (!Files.isRegularFile(folder.resolve(PEFT_WEIGHTS))) {
            throw wrong("task-invalid", "The adapter " + adapter.said() + " has no " + PEFT_WEIGHTS + ".");
        }
        JsonNode settings = json(folder.resolve(PEFT_CONFIG), "The adapter " + adapter.said());
        if (!settings.path("peft_type").isTextual()) {
            throw wrong("task-invalid", "The adapter " + adapter.said() + " names no peft_type; it is none of PEFT's.");
        }
        JsonNode model = json(artifacts.fetch(base.artifact()).resolve("config.json"), "The base");
        int context = CONTEXT.stream()
                .mapToInt(name -> model.path(name).asInt(0))
                .max()
                .orElse(0);
        int virtual = settings.path("num_virtual_tokens").asInt(0);
        if (context > 0 && virtual >= context) {
            throw wrong(
                    "prompt-too-long",
                    "The adapter " + adapter.said() + " has " + virtual + " virtual tokens, and the base " + base.name()
                            + " takes " + context + " tokens in all.");
        }
    }

    private static JsonNode json(Path file, String whose) {
        try {
            JsonNode json = Json.MAPPER.readTree(Files.readAllBytes(file));
            if (json != null && json.isObject()) {
                return json;
            }
        } catch (IOException e) {
            throw ErrorCategory.CALLER.error(
                    "task-invalid", whose + " has a " + file.getFileName() + " that cannot be read.", e);
        }
        throw wrong("task-invalid", whose + " has a " + file.getFileName() + " that is no JSON object.");
    }

    private static AttuneException wrong(String code, String sentence) {
        return ErrorCategory.CALLER.error(code, sentence);
    }
}
