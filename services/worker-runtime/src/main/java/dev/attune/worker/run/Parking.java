package dev.attune.worker.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.attune.worker.bus.FrozenRun;
import dev.attune.worker.bus.ParkedRuns;
import dev.attune.worker.bus.WorkerGroup;
import dev.attune.worker.run.RunControls.Wish;

/** Runs that people have paused, on their way back. */
record Parking(ParkedRuns parked, WorkerGroup memory, RunControls controls) {

    /** Freezes the first of them that is to go on, or to be cancelled. */
    Optional<FrozenRun> resumed() {
        List<FrozenRun> waiting = parked.all();
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        controls.catchUp();
        for (FrozenRun run : waiting) {
            if (memory.isOver(run.runId())) {
                parked.remove(run.runId());
            } else if (!(controls.of(run.runId(), Duration.ZERO) instanceof Wish.Pause)) {
                memory.freeze(run);
                parked.remove(run.runId());
                return memory.frozen();
            }
        }
        return Optional.empty();
    }
}
