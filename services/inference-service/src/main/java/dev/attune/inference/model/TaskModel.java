package dev.attune.inference.model;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.CheckpointEvent.TaskVersion;
import dev.attune.contracts.task.TaskDocument;
import dev.attune.contracts.task.TaskExample;
import dev.attune.lm.rows.ResidentAdapter;

/**
 * A version of a task in memory: its adapters, a few kilobytes, on a base that others share. Whoever uses it retains it first;
 * what is closed is freed when nobody uses it any more.
 */
public final class TaskModel implements AutoCloseable {

    private final String checkpointId;
    private final TaskVersion version;
    private final TaskDocument document;
    private final ModelLease base;
    private final List<ResidentAdapter> members;
    private final TaskPool pool;
    private final TaskPrompts prompts;
    /** For each member what is taken off its labels' log-probabilities; null until somebody asked. */
    private volatile @Nullable List<double[]> priors;

    private int users;
    private boolean closed;

    /** @param members what votes, at least one: the model as it is where the task has no adapter */
    TaskModel(
            String checkpointId,
            TaskVersion version,
            TaskFolder folder,
            ModelLease base,
            List<ResidentAdapter> members) {
        this.checkpointId = checkpointId;
        this.version = version;
        this.document = folder.document();
        this.base = base;
        this.members = List.copyOf(members);
        this.pool = new TaskPool(document, folder.pool());
        this.prompts = new TaskPrompts(document, pool, base.model());
    }

    /**
     * What lies in a task's folder, but for its adapters.
     *
     * @param pool training texts, none where the task keeps none
     */
    record TaskFolder(TaskDocument document, List<TaskExample> pool) {}

    public String checkpointId() {
        return checkpointId;
    }

    public TaskVersion version() {
        return version;
    }

    public TaskDocument document() {
        return document;
    }

    ModelLease base() {
        return base;
    }

    List<ResidentAdapter> members() {
        return members;
    }

    @Nullable
    List<double[]> priors() {
        return priors;
    }

    void priors(List<double[]> computed) {
        priors = List.copyOf(computed);
    }

    TaskPool pool() {
        return pool;
    }

    TaskPrompts prompts() {
        return prompts;
    }

    /** Positions that a prompt and its answer share, whichever adapter reads it. */
    int positions() {
        int most = members.stream().mapToInt(ResidentAdapter::places).max().orElse(0);
        return base.model().config().maximumPositions() - most;
    }

    /** Takes part in its use; {@link #release()} must follow. False where it is closed already. */
    public synchronized boolean retain() {
        if (closed) {
            return false;
        }
        users++;
        return true;
    }

    public synchronized void release() {
        users--;
        freeIfUnused();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            freeIfUnused();
        }
    }

    private void freeIfUnused() {
        if (closed && users == 0) {
            members.forEach(ResidentAdapter::close);
            base.close();
        }
    }
}
