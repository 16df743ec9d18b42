package dev.attune.lm.config;

import java.util.List;

/** How the rotary embedding's wavelengths are stretched for texts longer than the model first learned from. */
public sealed interface RopeScaling {
    /** Not at all. */
    record None() implements RopeScaling {}

    /** All by the same factor (arXiv:2306.15595). */
    record Linear(double factor) implements RopeScaling {
        public Linear {
            requireFactor(factor);
        }
    }

    /**
     * Only when a text is longer than {@code original}, by a larger base that grows with its length ("dynamic NTK").
     *
     * @param original the model's {@code max_position_embeddings}
     */
    record Dynamic(double factor, int original) implements RopeScaling {
        public Dynamic {
            requireFactor(factor);
        }
    }

    /**
     * Llama 3.1's: wavelengths above {@code original / low} by the factor, those below {@code original / high} not, and a
     * smooth passage between.
     *
     * @param original positions that the model first learned from
     */
    record Llama3(double factor, double low, double high, int original) implements RopeScaling {
        public Llama3 {
            requireFactor(factor);
            if (!(high > low) || original < 1) {
                throw new IllegalArgumentException("rope_scaling: high_freq_factor (" + high
                        + ") must be above low_freq_factor (" + low
                        + "), and original_max_position_embeddings positive, but it is " + original + ".");
            }
        }
    }

    /** Each wavelength by a factor of its own, at all lengths. */
    record Factors(List<Double> factors) implements RopeScaling {
        public Factors {
            factors = List.copyOf(factors);
            factors.forEach(factor -> {
                if (!(factor > 0) || Double.isInfinite(factor)) {
                    throw new IllegalArgumentException(
                            "rope_scaling: a factor must be above 0, but is " + factor + ".");
                }
            });
        }
    }

    private static void requireFactor(double factor) {
        if (!(factor >= 1) || Double.isInfinite(factor)) {
            throw new IllegalArgumentException("rope_scaling: factor must be at least 1, but is " + factor + ".");
        }
    }
}
