package dev.attune.registry.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import dev.attune.registry.PromotionRule;

/** Settings {@code attune.promotion.*}. */
@ConfigMapping(prefix = "attune.promotion")
public interface PromotionConfig {

    /** Least lower bound of the win rate's 95 % interval for a promotion without a person, in [0, 1]. */
    @WithDefault("0.5")
    double threshold();

    /**
     * Whose word promotes without a person: {@code independent} of the checkpoint's training, or judges {@code outside} of the ring
     * only.
     */
    @WithDefault("independent")
    PromotionRule.Judges judges();

    /** The channel that evaluations promote to. */
    @WithDefault("production")
    String channel();
}
