package dev.attune.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.Configurations;
import dev.attune.contracts.settings.ppo.PpoConfig;
import dev.attune.contracts.settings.reward.RewardModelConfig;

/**
 * How large a ring the demo turns.
 *
 * @param seed of the prompts drawn, the raters' mistakes, and both trainings
 * @param ratings decisive ratings after which the reward model begins
 * @param raters simulated raters that work at the same time
 * @param noise share of their ratings that say the opposite of the hidden rule; the reward model's labels are smoothed by
 *     as much
 * @param heldOut prompts of the blind evaluation
 */
public record DemoSettings(long seed, int ratings, int raters, double noise, int heldOut, PpoConfig ppo) {

    public DemoSettings {
        require(ratings >= 50, "--ratings must be at least 50 but is " + ratings);
        require(raters >= 1 && raters <= 32, "--raters must lie between 1 and 32 but is " + raters);
        require(noise >= 0 && noise < 0.5, "--noise must lie in [0, 0.5) but is " + noise);
        require(heldOut >= 10, "--held-out must be at least 10 but is " + heldOut);
    }

    /** PPO's settings for attune-tiny, as shipped. */
    public static PpoConfig ppo(long seed, int heldOut) throws IOException {
        ObjectNode overrides = resource("ppo.json");
        overrides.put("seed", seed);
        overrides.withObjectProperty("evaluation").put("prompts", heldOut).put("seed", seed);
        return Configurations.with(PpoConfig.defaults(), overrides);
    }

    RewardModelConfig rewardModel() throws IOException {
        ObjectNode overrides = resource("reward.json");
        overrides.put("seed", seed);
        overrides.put("minimumPreferences", ratings);
        overrides.put("labelSmoothing", noise);
        return Configurations.with(RewardModelConfig.defaults(), overrides);
    }

    /** More prompts than ratings: some pairs come out alike or tied (one in six by the hidden rule). */
    int trainingPrompts() {
        return ratings + ratings / 4 + 30;
    }

    private static ObjectNode resource(String name) throws IOException {
        try (InputStream in = DemoSettings.class.getResourceAsStream(name)) {
            return (ObjectNode) Json.MAPPER.readTree(Objects.requireNonNull(in, name));
        }
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
