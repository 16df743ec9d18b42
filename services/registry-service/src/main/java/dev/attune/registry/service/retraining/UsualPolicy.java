package dev.attune.registry.service.retraining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.Startup;
import org.jboss.logging.Logger;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.Configurations;
import dev.attune.contracts.settings.ppo.PpoConfig;
import dev.attune.contracts.settings.retraining.PolicyRule;
import dev.attune.contracts.settings.retraining.RetrainingPolicy;
import dev.attune.contracts.settings.retraining.RewardModelRule;
import dev.attune.contracts.settings.reward.RewardModelConfig;
import dev.attune.registry.Recipe;
import dev.attune.registry.config.RetrainingConfig;

/**
 * The policy of projects that have none of their own: a reward model after {@code minimumPreferences} new preferences or a drift, and PPO
 * after each better one, with the settings in the files that the service was given. What is wrong with those is said at the start, and then there is none.
 */
@Startup
@ApplicationScoped
public class UsualPolicy {

    private static final Logger LOG = Logger.getLogger(UsualPolicy.class);
    private static final int USUAL_PREFERENCES = 200;

    private final RetrainingPolicy policy;

    UsualPolicy(RetrainingConfig config) {
        this.policy = readOrOff(config);
    }

    /** What cannot be read keeps projects from training by themselves, and nothing else from going. */
    private static RetrainingPolicy readOrOff(RetrainingConfig config) {
        try {
            return read(config);
        } catch (AttuneException e) {
            LOG.errorf("%s Projects without a policy of their own do not train by themselves.", e.getMessage());
            return of(false, USUAL_PREFERENCES, Map.of(), Map.of());
        }
    }

    private static RetrainingPolicy read(RetrainingConfig config) {
        Map<String, Object> reward = settings(config.rewardConfig(), RewardModelConfig.defaults());
        Map<String, Object> ppo = settings(config.ppoConfig(), PpoConfig.defaults());
        int enough = Configurations.with(RewardModelConfig.defaults(), Json.MAPPER.valueToTree(reward))
                .data()
                .minimumPreferences();
        return of(config.usual(), enough, reward, ppo);
    }

    private static RetrainingPolicy of(
            boolean enabled, int preferences, Map<String, Object> reward, Map<String, Object> ppo) {
        return new RetrainingPolicy(
                enabled,
                new RewardModelRule(preferences, null, null, true, null, reward),
                new PolicyRule(Recipe.PPO.text(), PolicyRule.After.BETTER, ppo),
                List.of(),
                null,
                0,
                null,
                null);
    }

    public RetrainingPolicy get() {
        return policy;
    }

    private static Map<String, Object> settings(Optional<Path> file, Object defaults) {
        if (file.isEmpty()) {
            return Map.of();
        }
        try {
            JsonNode overrides = Json.MAPPER.readTree(Files.readString(file.get()));
            if (!overrides.isObject()) {
                throw unusable(file.get(), "it holds no JSON object");
            }
            Configurations.with(defaults, overrides);
            Map<String, Object> settings = Json.MAPPER.convertValue(overrides, Json.MAP);
            // A setting that says null is as it is when nothing is said.
            settings.values().removeIf(Objects::isNull);
            return settings;
        } catch (JsonProcessingException e) {
            throw unusable(file.get(), Json.sentence(e));
        } catch (IOException _) {
            throw unusable(file.get(), "there is no such file");
        }
    }

    private static AttuneException unusable(Path file, String why) {
        return ErrorCategory.CALLER.error(
                "config-unreadable",
                "The configuration file " + file + " cannot be used: " + why + "; give a file with one JSON object.");
    }
}
