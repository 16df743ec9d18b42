package dev.attune.worker.run;

import java.time.Duration;

import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.attune.worker.bus.FrozenRun;
import dev.attune.worker.bus.WorkerGroup;

/** How far a run has come, written beside its plan now and then. */
final class RunNotes {

    private static final Logger LOG = LoggerFactory.getLogger(RunNotes.class);

    /** Training should not wait for the bus. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final WorkerGroup memory;
    private final long between;
    private FrozenRun run;
    private long noted = System.nanoTime();

    /** @param run that has been begun */
    RunNotes(WorkerGroup memory, FrozenRun run, Duration between) {
        this.memory = memory;
        this.run = run;
        this.between = between.toNanos();
    }

    /** The run as it was written last. */
    FrozenRun run() {
        return run;
    }

    /** An attempt that comes further than any before counts as the first again. */
    void reached(int step) {
        long now = System.nanoTime();
        if (step <= run.reached() || now - noted < between) {
            return;
        }
        noted = now;
        FrozenRun further = run.withReached(step).withAttempts(1);
        try {
            memory.refreeze(further, PATIENCE);
            run = further;
        } catch (KafkaException e) {
            LOG.debug("How far run {} has come is noted later: {}", run.runId(), e.getMessage());
        }
    }
}
