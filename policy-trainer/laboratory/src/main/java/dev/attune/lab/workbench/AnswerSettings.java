package dev.attune.lab.workbench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.lab.suite.Provider;
import dev.attune.lm.generate.SamplingSettings;

/** How a provider's answers are sampled: its {@code config}, in promptfoo's names. */
record AnswerSettings(double temperature, double topP, int maximumTokens, List<String> stops, Optional<Long> seed) {

    private static final int USUAL_TOKENS = 256;

    static AnswerSettings of(Provider provider) {
        JsonNode config = provider.config();
        List<String> stops = new ArrayList<>();
        if (config.path("stop").isArray()) {
            config.path("stop").forEach(stop -> stops.add(stop.asText()));
        } else if (config.path("stop").isTextual()) {
            stops.add(config.path("stop").asText());
        }
        return new AnswerSettings(
                config.path("temperature").asDouble(0),
                config.path("top_p").asDouble(1),
                config.path("max_tokens").asInt(config.path("max_new_tokens").asInt(USUAL_TOKENS)),
                stops,
                config.path("seed").isIntegralNumber()
                        ? Optional.of(config.path("seed").asLong())
                        : Optional.empty());
    }

    SamplingSettings sampling() {
        SamplingSettings plain = temperature == 0
                ? SamplingSettings.greedy(maximumTokens)
                : SamplingSettings.sampling(temperature, maximumTokens).withTopP(topP);
        return stops.isEmpty() ? plain : plain.withStopStrings(stops);
    }
}
