package dev.attune.registry;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A training or evaluation run.
 *
 * @param step the last step that the run told of, of {@code steps}; 0 before the first
 * @param checkpointId what a finished run published
 * @param metrics those of the end, or else of the last step
 * @param since when it was requested or, without a request, started
 * @param changedAt time of the last news
 */
public record Run(
        String runId,
        String recipe,
        RunState state,
        Map<String, Object> configuration,
        List<String> parents,
        int step,
        int steps,
        @Nullable String checkpointId,
        Map<String, Double> metrics,
        @Nullable Double seconds,
        @Nullable Long peakMemoryMb,
        @Nullable Failure failure,
        Instant since,
        Instant changedAt) {

    /** Why a run ended without a checkpoint. */
    public record Failure(String code, String reason) {}
}
