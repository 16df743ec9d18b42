package dev.attune.inference.model;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.ArtifactStore;
import dev.attune.contracts.artifact.DirectoryArtifactStore;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.inference.Faults;
import dev.attune.inference.config.ModelConfig;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.peft.PeftDirectory;

/**
 * The checkpoints in memory: each loaded once, a base shared by its adapters, the longest unused one freed first.
 *
 * <p>Nothing is freed when the service stops: a generation may still run, and the process ends anyway.
 */
@ApplicationScoped
public class ModelPool {

    private static final Logger LOG = Logger.getLogger(ModelPool.class);

    private final ArtifactStore artifacts;
    private final LoadOptions options;
    private final int kept;
    private final Duration patience;
    private final Map<String, LoadedModel> loaded = new HashMap<>();
    /** One load at a time: two at once would need the memory of both, and the disk is the bottleneck anyway. */
    private final ReentrantLock loading = new ReentrantLock();

    ModelPool(ModelConfig config, MeterRegistry registry) {
        this.artifacts = new DirectoryArtifactStore(config.artifacts());
        this.options = options(config.computeType());
        this.kept = config.kept();
        this.patience = config.patience();
        Gauge.builder("attune.models.loaded", this, ModelPool::size).register(registry);
    }

    /** For what a checkpoint is wanted, which decides whether it may take more memory than is set. */
    public enum Want {
        /** A channel serves it. */
        CHANNEL,
        /** A request or a candidate needs it for a while. */
        REQUEST
    }

    /**
     * Gives the use of a checkpoint, loaded when it is not in memory.
     *
     * @param base finds the base of an adapter by its id
     * @throws dev.attune.contracts.error.AttuneException {@code model-not-ready} when it cannot be loaded, {@code
     *     models-busy} when all that may be in memory is in use
     */
    public ModelLease acquire(
            CheckpointPublished checkpoint, Function<String, Optional<CheckpointPublished>> base, Want want) {
        LoadedModel ready = lease(checkpoint.checkpointId());
        if (ready != null) {
            return new ModelLease(ready, () -> release(ready));
        }
        loading.lock();
        try {
            LoadedModel model = leaseOrLoad(checkpoint, base, want);
            return new ModelLease(model, () -> release(model));
        } catch (AttuneException e) {
            throw e;
        } catch (RuntimeException e) {
            throw Faults.notLoadable(checkpoint.checkpointId(), e);
        } finally {
            loading.unlock();
        }
    }

    private LoadedModel leaseOrLoad(
            CheckpointPublished checkpoint, Function<String, Optional<CheckpointPublished>> base, Want want) {
        LoadedModel ready = lease(checkpoint.checkpointId());
        if (ready != null) {
            return ready;
        }
        long start = System.nanoTime();
        LoadedModel model = switch (checkpoint.kind()) {
            case BASE, POLICY -> whole(checkpoint, want);
            case ADAPTER -> adapter(checkpoint, base, want);
            case REWARD_MODEL, TASK -> throw Faults.modelNotFound(checkpoint.checkpointId());
        };
        LOG.infof("Loaded %s in %d ms", checkpoint.checkpointId(), (System.nanoTime() - start) / 1_000_000);
        add(model);
        return model;
    }

    private LoadedModel whole(CheckpointPublished checkpoint, Want want) {
        Path directory = artifacts.fetch(checkpoint.artifact());
        makeRoom(checkpoint.checkpointId(), want);
        return LoadedModel.base(checkpoint.checkpointId(), LanguageModel.load(directory, options));
    }

    private LoadedModel adapter(
            CheckpointPublished checkpoint, Function<String, Optional<CheckpointPublished>> bases, Want want) {
        String baseId = String.valueOf(checkpoint.baseCheckpointId());
        CheckpointPublished base = bases.apply(baseId)
                .orElseThrow(() -> Faults.notLoadable(
                        checkpoint.checkpointId(),
                        new IllegalStateException("its base " + baseId + " was not published yet.")));
        Path directory = artifacts.fetch(checkpoint.artifact());
        LoadedModel shared = leaseOrLoad(base, bases, want);
        try {
            makeRoom(checkpoint.checkpointId(), want);
            LanguageModel model = shared.model();
            return LoadedModel.adapter(
                    checkpoint.checkpointId(),
                    shared,
                    PeftDirectory.load(model.manager(), model.transformer(), directory));
        } catch (RuntimeException e) {
            release(shared);
            throw e;
        }
    }

    /** Whether a checkpoint is in memory. */
    synchronized boolean holds(String checkpointId) {
        return loaded.containsKey(checkpointId);
    }

    private synchronized int size() {
        return loaded.size();
    }

    private synchronized @Nullable LoadedModel lease(String checkpointId) {
        LoadedModel model = loaded.get(checkpointId);
        if (model != null) {
            model.use(System.nanoTime());
        }
        return model;
    }

    private synchronized void add(LoadedModel model) {
        model.use(System.nanoTime());
        loaded.put(model.checkpointId(), model);
        trim(kept);
    }

    private synchronized void release(LoadedModel model) {
        model.release();
        trim(kept);
        notifyAll();
    }

    /** Frees what is unused until one more fits, and waits for those who use what is there. */
    private synchronized void makeRoom(String checkpointId, Want want) {
        if (want == Want.CHANNEL) {
            return;
        }
        long deadline = System.nanoTime() + patience.toNanos();
        trim(kept - 1);
        while (loaded.size() >= kept) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw Faults.modelsBusy(checkpointId, kept);
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw Faults.modelsBusy(checkpointId, kept);
            }
            trim(kept - 1);
        }
    }

    private void trim(int most) {
        while (loaded.size() > most) {
            Optional<LoadedModel> idle = loaded.values().stream()
                    .filter(LoadedModel::idle)
                    .min(Comparator.comparingLong(LoadedModel::lastUsed));
            if (idle.isEmpty()) {
                return;
            }
            loaded.remove(idle.get().checkpointId());
            idle.get().free();
            LOG.infof("Freed %s", idle.get().checkpointId());
        }
    }

    private static LoadOptions options(String computeType) {
        return switch (computeType) {
            case "float32" -> LoadOptions.float32();
            case "bfloat16" -> LoadOptions.bfloat16();
            default ->
                throw new IllegalArgumentException(
                        "attune.models.compute-type must be float32 or bfloat16 but is " + computeType);
        };
    }
}
