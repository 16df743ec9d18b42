package dev.attune.policy.estimator;

import dev.attune.contracts.settings.ppo.PpoAdvantage;

/** Which divisor a variance over n values has: systems differ, and golden numbers with them. */
public enum Variance {
    /** Divides by n, as OpenAI's lm-human-preferences and OpenRLHF do. */
    BIASED,
    /** Divides by n - 1 (by 1 when n = 1), as TRL and verl do. */
    UNBIASED;

    /** The divisor that a setting names. */
    public static Variance of(PpoAdvantage.Divisor divisor) {
        return switch (divisor) {
            case BIASED -> BIASED;
            case UNBIASED -> UNBIASED;
        };
    }
}
