package dev.attune.worker.bus;

import java.util.List;
import java.util.Map;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.event.Lineage.OffsetRange;

/**
 * What a worker is making: written to its group ({@link WorkerGroup#freeze}) before it begins, so that after a crash
 * it makes the same thing again instead of something from newer events.
 *
 * @param inputs the ranges of the bus that the run reads
 * @param details small facts that the run's result depends on, such as the base's checkpoint id (the whole must stay
 *     below the broker's limit for commit metadata, 4,096 bytes)
 */
public record FrozenRun(String runId, List<OffsetRange> inputs, Map<String, String> details) {

    public FrozenRun {
        Require.text(runId, "runId");
        inputs = Require.copy(inputs);
        details = Require.copy(details);
    }
}
