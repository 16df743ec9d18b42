package dev.attune.inference.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dev.attune.contracts.artifact.ArtifactStore;
import dev.attune.contracts.artifact.DirectoryArtifactStore;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.TaskVersion;
import dev.attune.contracts.task.TaskAdapter;
import dev.attune.contracts.task.TaskDocument;
import dev.attune.contracts.task.TaskFiles;
import dev.attune.inference.Faults;
import dev.attune.inference.config.ModelConfig;
import dev.attune.inference.model.ModelPool.Want;
import dev.attune.inference.model.TaskModel.TaskFolder;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.peft.PeftDirectory;
import dev.attune.lm.rows.ResidentAdapter;

/** Loads versions of tasks: kilobytes each, where their base is in memory. */
@ApplicationScoped
public class TaskLoader {

    private static final Logger LOG = Logger.getLogger(TaskLoader.class);

    private final ArtifactStore artifacts;
    private final ModelPool pool;

    TaskLoader(ModelConfig config, ModelPool pool) {
        this.artifacts = new DirectoryArtifactStore(config.artifacts());
        this.pool = pool;
    }

    /** Whether loading it is a matter of kilobytes: its base is in memory. */
    public boolean isCheap(CheckpointPublished task) {
        return pool.holds(String.valueOf(task.baseCheckpointId()));
    }

    /**
     * Loads a version.
     *
     * @param find the checkpoint of an id
     * @throws AttuneException {@code model-not-ready} when it cannot be loaded
     */
    public TaskModel load(CheckpointPublished task, Function<String, Optional<CheckpointPublished>> find) {
        try {
            long start = System.nanoTime();
            Path folder = artifacts.fetch(task.artifact());
            TaskDocument document = TaskFiles.read(folder, "The artifact's " + TaskDocument.FILE);
            ModelLease base = pool.acquire(found(document.base(), find), find, Want.CHANNEL);
            TaskModel loaded = loaded(task, document, folder, base, find);
            LOG.infof("Loaded %s in %d us", task.name(), (System.nanoTime() - start) / 1000);
            return loaded;
        } catch (AttuneException e) {
            throw e;
        } catch (RuntimeException e) {
            throw Faults.taskNotLoadable(task.name(), String.valueOf(e.getMessage()), e);
        }
    }

    private TaskModel loaded(
            CheckpointPublished task,
            TaskDocument document,
            Path folder,
            ModelLease base,
            Function<String, Optional<CheckpointPublished>> find) {
        List<ResidentAdapter> members = new ArrayList<>();
        try {
            for (TaskAdapter adapter : document.adapters()) {
                Path place = adapter.checkpointId() == null
                        ? folder.resolve(String.valueOf(adapter.folder()))
                        : artifacts.fetch(found(adapter.checkpointId(), find).artifact());
                LanguageModel model = base.model();
                members.add(ResidentAdapter.of(
                        model.manager(),
                        model.transformer(),
                        PeftDirectory.load(model.manager(), model.transformer(), place)));
            }
            if (members.isEmpty()) {
                members.add(ResidentAdapter.BASE);
            }
            TaskVersion version = Objects.requireNonNull(task.task());
            TaskModel loaded = new TaskModel(
                    task.checkpointId(),
                    version,
                    new TaskFolder(document, TaskFiles.readPool(folder, document)),
                    base,
                    members);
            if (loaded.positions() <= 0) {
                throw new IllegalArgumentException("its soft prompt is longer than the base's context.");
            }
            return loaded;
        } catch (RuntimeException e) {
            members.forEach(ResidentAdapter::close);
            base.close();
            throw e;
        }
    }

    private static CheckpointPublished found(String id, Function<String, Optional<CheckpointPublished>> find) {
        return find.apply(id).orElseThrow(() -> Faults.taskNotLoadable(id, "it was not published yet.", null));
    }
}
