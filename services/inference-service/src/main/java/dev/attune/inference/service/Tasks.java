package dev.attune.inference.service;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jboss.logging.Logger;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.task.TaskDocument;
import dev.attune.inference.Faults;
import dev.attune.inference.config.TaskConfig;
import dev.attune.inference.model.TaskLoader;
import dev.attune.inference.model.TaskModel;

/**
 * Which version of each task is served. The newest versions are loaded when they are published, where their base is in memory, and
 * those that were served stay for a while, so that a promotion, or one back, changes an entry of a map. One that cannot be loaded changes nothing.
 */
@ApplicationScoped
public class Tasks {

    private static final Logger LOG = Logger.getLogger(Tasks.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final RingState ring;
    private final Rollouts rollouts;
    private final TaskLoader loader;
    private final int kept;
    private final Timer switches;
    private final Map<String, TaskModel> served = new ConcurrentHashMap<>();
    /** By checkpoint; of the one thread that refreshes, as is all below. */
    private final Map<String, TaskModel> resident = new HashMap<>();

    private final Map<String, Instant> used = new HashMap<>();
    private final Map<String, Instant> tryAgain = new HashMap<>();

    Tasks(RingState ring, Rollouts rollouts, TaskLoader loader, TaskConfig config, MeterRegistry registry) {
        this.ring = ring;
        this.rollouts = rollouts;
        this.loader = loader;
        this.kept = config.kept();
        this.switches = registry.timer("attune.tasks.switch");
        Gauge.builder("attune.tasks.served", served, Map::size).register(registry);
    }

    /** Makes every task serve the version that it shall; called by one thread, after news and now and then. */
    public void refresh() {
        for (CheckpointPublished task : ring.wantedTasks()) {
            if (!isServed(task)) {
                change(task);
            }
        }
        for (CheckpointPublished task : ring.newestTasks()) {
            boolean room = resident.size() - served.size() < kept;
            if (room && !resident.containsKey(task.checkpointId()) && loader.isCheap(task)) {
                loaded(task);
            }
        }
        trim();
    }

    /** What is served, by name. */
    public Map<String, TaskModel> served() {
        return new TreeMap<>(served);
    }

    /**
     * Has the version that a task serves now for some work.
     *
     * @throws AttuneException {@code task-not-found} or {@code channel-stopped}
     */
    public <T> T use(String name, Function<TaskModel, T> work) {
        rollouts.requireGoing(TaskDocument.channel(name));
        while (true) {
            TaskModel task = served.get(name);
            if (task == null) {
                throw Faults.taskNotFound(name);
            }
            if (task.retain()) {
                try {
                    return work.apply(task);
                } finally {
                    task.release();
                }
            }
        }
    }

    private boolean isServed(CheckpointPublished task) {
        return served.values().stream().anyMatch(model -> model.checkpointId().equals(task.checkpointId()));
    }

    private void change(CheckpointPublished task) {
        long start = System.nanoTime();
        TaskModel model = loaded(task);
        if (model != null) {
            TaskModel before = served.put(model.version().name(), model);
            if (before != null) {
                used.put(before.checkpointId(), Instant.now());
            }
            Duration taken = Duration.ofNanos(System.nanoTime() - start);
            switches.record(taken);
            LOG.infof("%s is served, after %d us", task.name(), taken.toNanos() / 1000);
        }
    }

    /** The version in memory; null where it cannot be loaded now. */
    private @org.jspecify.annotations.Nullable TaskModel loaded(CheckpointPublished task) {
        String id = task.checkpointId();
        TaskModel known = resident.get(id);
        if (known != null || Instant.now().isBefore(tryAgain.getOrDefault(id, Instant.MIN))) {
            return known;
        }
        try {
            TaskModel model = loader.load(task, ring::policy);
            resident.put(id, model);
            used.put(id, Instant.now());
            tryAgain.remove(id);
            return model;
        } catch (AttuneException e) {
            if (tryAgain.put(id, Instant.now().plus(PAUSE)) == null) {
                LOG.warnf("%s is not served and tried again: %s", task.name(), e.getMessage());
            }
            return null;
        }
    }

    /** Frees the longest unused of those that are not served. */
    private void trim() {
        Set<String> needed = new HashSet<>();
        served.values().forEach(model -> needed.add(model.checkpointId()));
        List<String> spare = resident.keySet().stream()
                .filter(id -> !needed.contains(id))
                .sorted(Comparator.comparing(id -> used.getOrDefault(id, Instant.MIN)))
                .toList();
        for (String id : spare.subList(0, Math.max(0, spare.size() - kept))) {
            used.remove(id);
            TaskModel model = resident.remove(id);
            if (model != null) {
                model.close();
            }
        }
    }
}
