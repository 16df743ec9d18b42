package dev.attune.contracts.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

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

    /**
     * Some of the answers that a policy gave at a step, for people to read; the rest stay in the run's folder.
     *
     * @param source what they were sampled for: {@code ROLLOUT}, from which the policy learned, or {@code HELD_OUT}
     */
    record AnswersSampled(String runId, String recipe, int step, String source, List<Sample> answers, Instant at)
            implements RunEvent {

        /** So many of a step at the most. */
        public static final int MOST = 8;

        public AnswersSampled {
            Names.require(runId, "runId");
            Require.text(recipe, "recipe");
            Require.text(source, "source");
            answers = Require.copy(answers);
            Require.that(answers.size() <= MOST, "answers has more than " + MOST + " of a step");
            Require.present(at, "at");
        }
    }

    /**
     * An answer that was sampled in a run.
     *
     * @param prompt the conversation's last turn
     * @param reward what the recipe learns from
     * @param parts of the reward, and other numbers about the answer, such as {@code kl}
     */
    record Sample(String prompt, String answer, double reward, Map<String, Double> parts) {

        /** Longer texts are cut, and end in an ellipsis. */
        public static final int LONGEST = 2000;

        public Sample {
            prompt = cut(Require.present(prompt, "prompt"));
            answer = cut(Require.present(answer, "answer"));
            parts = Require.copy(parts);
        }

        private static String cut(String text) {
            if (text.length() <= LONGEST) {
                return text;
            }
            int end = Character.isHighSurrogate(text.charAt(LONGEST - 2)) ? LONGEST - 2 : LONGEST - 1;
            return text.substring(0, end) + "…";
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

    /**
     * The run is done and its checkpoint published.
     *
     * @param stopReason why it ended before its last step, such as an alarm; absent where it did not
     */
    record RunFinished(
            String runId,
            String recipe,
            String checkpointId,
            Map<String, Double> metrics,
            double seconds,
            long peakMemoryMb,
            Instant at,
            @Nullable String stopReason)
            implements RunEvent {

        /** Of a run that went to its last step. */
        public RunFinished(
                String runId,
                String recipe,
                String checkpointId,
                Map<String, Double> metrics,
                double seconds,
                long peakMemoryMb,
                Instant at) {
            this(runId, recipe, checkpointId, metrics, seconds, peakMemoryMb, at, null);
        }

        @JsonCreator
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
