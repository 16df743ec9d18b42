package dev.attune.registry.gate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.EvaluationEvent.GateMeasured;
import dev.attune.contracts.settings.gate.GateKind;
import dev.attune.contracts.settings.gate.GateOutcome;
import dev.attune.contracts.settings.gate.GatePolicy;

/**
 * One measurement of a checkpoint at the gates of its project. An attempt is what it is: other gates, or another opponent, are another attempt, and
 * what was measured is not measured again until it passes.
 *
 * @param opponentId what the channel served when it was asked for
 * @param number of the checkpoint's attempts, from 1
 * @param policyVersion of the gates
 * @param by pseudonym of the person, or {@code policy:gates}
 * @param results of the gates that have been measured
 */
public record GateAttempt(
        String attemptId,
        String projectId,
        String checkpointId,
        String opponentId,
        int number,
        GatePolicy policy,
        int policyVersion,
        String by,
        Instant at,
        @Nullable String judgeRunId,
        AttemptState state,
        List<GateMeasured> results) {

    public GateAttempt {
        results = List.copyOf(results);
    }

    /** The state that follows from the results: the first gate that did not pass blocks, and one that has said nothing is waited for. */
    @JsonIgnore
    public AttemptState measured() {
        Set<GateKind> blocking = policy.blocking();
        if (results.stream()
                .anyMatch(result -> blocking.contains(result.gate()) && result.outcome() != GateOutcome.PASSED)) {
            return AttemptState.BLOCKED;
        }
        return missing().isEmpty() ? AttemptState.PASSED : AttemptState.MEASURING;
    }

    /** Gates that block and have said nothing yet. */
    @JsonIgnore
    public Set<GateKind> missing() {
        Set<GateKind> said = results.stream().map(GateMeasured::gate).collect(Collectors.toSet());
        return policy.blocking().stream().filter(kind -> !said.contains(kind)).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Whether nothing but a gate that could not be computed blocks, so that measuring again is no second chance: where another one has failed or shown too
     * little, that stands.
     */
    @JsonIgnore
    public boolean failedToMeasure() {
        List<GateOutcome> blocked = results.stream()
                .filter(result -> policy.blocking().contains(result.gate()))
                .map(GateMeasured::outcome)
                .filter(outcome -> outcome != GateOutcome.PASSED)
                .toList();
        return !blocked.isEmpty() && blocked.stream().allMatch(outcome -> outcome == GateOutcome.ERROR);
    }

    @JsonIgnore
    public Optional<GateMeasured> result(GateKind kind) {
        return results.stream().filter(result -> result.gate() == kind).findFirst();
    }

    /** What was found, for people. */
    public String sentence() {
        return switch (state) {
            case AWAITING_JUDGE -> "The reward model that is to judge is being made.";
            case MEASURING ->
                "Waits for " + missing().stream().sorted().map(GateKind::text).collect(Collectors.joining(", ")) + ".";
            case PASSED -> "Each gate that blocks has passed.";
            case BLOCKED ->
                results.stream()
                        .filter(result -> result.outcome() != GateOutcome.PASSED
                                && policy.blocking().contains(result.gate()))
                        .map(result -> result.gate().text() + ": " + result.sentence())
                        .collect(Collectors.joining(" "));
        };
    }
}
