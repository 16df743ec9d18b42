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
 * @param requestedBy pseudonym of the person, or {@code policy:retraining}; absent where a worker began it by itself
 * @param startedAt when a worker began it first
 * @param stopReason why a finished run ended before its last step, such as an alarm
 * @param projectId whose preferences or prompts it learns from; absent: those of all projects
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
        Instant changedAt,
        @Nullable String requestedBy,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String stopReason,
        @Nullable String projectId) {

    /** Why a run ended without a checkpoint. */
    public record Failure(String code, String reason) {}
}
