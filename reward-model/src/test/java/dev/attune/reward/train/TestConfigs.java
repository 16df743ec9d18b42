package dev.attune.reward.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.Configurations;
import dev.attune.contracts.settings.Optimisation;
import dev.attune.contracts.settings.Tuning;
import dev.attune.contracts.settings.reward.RewardModelConfig;

/** Configurations for tests: quick runs with a high learning rate. */
public final class TestConfigs {

    private static final String QUICK = """
            {"batchPairs": 16, "maxTokens": 64, "heldOutShare": 0.2, "minimumPreferences": 1, "seed": 7}""";

    private TestConfigs() {}

    /** A quick configuration with some settings as JSON. */
    public static RewardModelConfig of(Tuning tuning, int epochs, String settings) {
        RewardModelConfig quick = with(with(RewardModelConfig.defaults(), QUICK), "{\"epochs\": " + epochs + "}");
        ObjectNode what = Json.MAPPER.createObjectNode();
        what.set("tuning", Json.MAPPER.valueToTree(tuning));
        what.set("optimisation", Json.MAPPER.valueToTree(Optimisation.adamW(5e-3)));
        return with(Configurations.with(quick, what), settings);
    }

    /** {@code config} with some settings as JSON. */
    public static RewardModelConfig with(RewardModelConfig config, String settings) {
        try {
            return Configurations.with(config, Json.MAPPER.readTree(settings));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(settings, e);
        }
    }
}
