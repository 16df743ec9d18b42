package dev.attune.contracts.settings.ppo;

import java.util.List;

import dev.attune.contracts.error.Require;

/**
 * How PPO scales advantages.
 *
 * @param whitening to mean 0 and deviation 1 over the real tokens of the whole {@code update}, of each {@code minibatch}, or
 *     {@code none}
 * @param variance {@code unbiased} (n - 1) or {@code biased} (n), of advantages and of whitened rewards
 */
public record PpoAdvantage(String whitening, String variance) {
    public PpoAdvantage {
        Require.that(
                List.of("update", "minibatch", "none").contains(whitening),
                "advantage.whitening must be update, minibatch or none but is " + whitening);
        Require.that(
                List.of("unbiased", "biased").contains(variance),
                "advantage.variance must be unbiased or biased but is " + variance);
    }

    public static PpoAdvantage defaults() {
        return new PpoAdvantage("update", "unbiased");
    }
}
