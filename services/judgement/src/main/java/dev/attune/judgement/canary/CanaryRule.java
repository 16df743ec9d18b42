package dev.attune.judgement.canary;

import java.util.Map;

/**
 * What decides about a canary.
 *
 * @param margin by how much people must like it better, in [0, 1)
 * @param alpha the highest probability of promoting one that is not better by the margin, however often one looks; of rolling back one that is not
 *     worse, too
 * @param guardrailAlpha the same of all guardrails together: each gets its part
 * @param tolerances of each guardrail that watches
 */
public record CanaryRule(double margin, double alpha, double guardrailAlpha, Map<Guardrail, Tolerance> tolerances) {

    /** Checks itself. */
    public CanaryRule {
        tolerances = Map.copyOf(tolerances);
        if (!(margin >= 0 && margin < 1)) {
            throw new IllegalArgumentException("The margin lies in [0, 1) but is " + margin + ".");
        }
        if (!(alpha > 0 && alpha < 1 && guardrailAlpha > 0 && guardrailAlpha < 1)) {
            throw new IllegalArgumentException("A probability of error lies between 0 and 1.");
        }
    }

    double alphaOfEachGuardrail() {
        return guardrailAlpha / Math.max(1, tolerances.size());
    }
}
