package dev.attune.registry.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings {@code attune.retraining.*}: the policy of projects that have none of their own. */
@ConfigMapping(prefix = "attune.retraining")
public interface RetrainingConfig {

    /** Whether projects without a policy of their own train by themselves. */
    @WithDefault("true")
    boolean usual();

    /**
     * A JSON file with settings of reward models that differ from the recipe's; {@code minimumPreferences} says after how many new
     * preferences one is trained.
     */
    Optional<Path> rewardConfig();

    /** A JSON file with settings of PPO that differ from the recipe's. */
    Optional<Path> ppoConfig();

    /** How often is looked which projects' time has come. */
    @WithDefault("1s")
    Duration look();
}
