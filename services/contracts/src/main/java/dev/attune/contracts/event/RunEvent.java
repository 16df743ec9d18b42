package dev.attune.contracts.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.name.Names;

/** On {@code attune.runs}, keyed by run. */
public sealed interface RunEvent extends Event {

    String runId();

    String recipe();

    Instant at();

    @Override
    default String key() {
        return runId();
    }

    /** A run began; after a crash the same run says so again. */
    record RunStarted(String runId, String recipe, Map<String, Object> configuration, List<String> parents, Instant at)
            implements RunEvent {
        public RunStarted {
            Names.require(runId, "runId");
            Require.text(recipe, "recipe");
            configuration = Require.copy(configuration);
            parents = Names.each(parents, "parents");
            Require.present(at, "at");
        }
    }

    /** Metrics of one step; names are documented with the recipe. */
    record RunProgressed(String runId, String recipe, int step, int steps, Map<String, Double> metrics, Instant at)
            implements RunEvent {
        public RunProgressed {
            Names.require(runId, "runId");
            Require.text(recipe, "recipe");
            metrics = Require.copy(metrics);
            Require.present(at, "at");
        }
    }

    /** The run waits with its state kept; {@code RunStarted} says that it goes on. */
    record RunPaused(String runId, String recipe, Instant at) implements RunEvent {
        public RunPaused {
            Names.require(runId, "runId");
            Require.text(recipe, "recipe");
            Require.present(at, "at");
        }
    }

    /** The run is done and its checkpoint published. */
    record RunFinished(
            String runId,
            String recipe,
            String checkpointId,
            Map<String, Double> metrics,
            double seconds,
            long peakMemoryMb,
            Instant at)
            implements RunEvent {
        public RunFinished {
            Names.require(runId, "runId");
            Require.text(recipe, "recipe");
            Names.require(checkpointId, "checkpointId");
            metrics = Require.copy(metrics);
            Require.present(at, "at");
        }
    }

    /** The run ended without a checkpoint; {@code reason} is a sentence for a person. */
    record RunFailed(String runId, String recipe, String code, String reason, Instant at) implements RunEvent {
        public RunFailed {
            Names.require(runId, "runId");
            Require.text(recipe, "recipe");
            Require.text(code, "code");
            Require.text(reason, "reason");
            Require.present(at, "at");
        }
    }
}
