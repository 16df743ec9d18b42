package dev.attune.policy.gate;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.settings.gate.GateKind;
import dev.attune.contracts.settings.gate.GateOutcome;
import dev.attune.contracts.statistics.Interval;

/**
 * What a gate came to, as {@code GateMeasured} says it.
 *
 * @param evidence JSON objects, one a line: what was answered and judged
 */
public record GateResult(
        GateKind gate,
        GateOutcome outcome,
        @Nullable Interval measured,
        @Nullable Double required,
        int samples,
        Map<String, Double> figures,
        String sentence,
        List<String> evidence) {

    /** The file with the evidence in its artifact. */
    public static final String EVIDENCE = "evidence.jsonl";

    public GateResult {
        figures = Map.copyOf(figures);
        evidence = List.copyOf(evidence);
    }

    /** The same without what was answered. */
    public GateResult withoutEvidence() {
        return new GateResult(gate, outcome, measured, required, samples, figures, sentence, List.of());
    }

    /** A gate that could not be computed. */
    static GateResult error(GateKind gate, String sentence) {
        return new GateResult(gate, GateOutcome.ERROR, null, null, 0, Map.of(), sentence, List.of());
    }
}
