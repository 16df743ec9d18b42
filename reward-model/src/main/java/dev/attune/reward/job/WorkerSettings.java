package dev.attune.reward.job;

import java.nio.file.Path;
import java.util.Map;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.settings.reward.RewardModelConfig;
import dev.attune.worker.command.SettingOptions;

/**
 * What the worker is told by its environment.
 *
 * @param bootstrapServers {@code KAFKA_BOOTSTRAP_SERVERS}
 * @param artifacts {@code ATTUNE_ARTIFACTS}, the artifact store's directory
 * @param home {@code ATTUNE_HOME}, {@code .attune} by default: run folders are kept in {@code runs} below it
 * @param healthPort {@code ATTUNE_HEALTH_PORT}, 8483 by default
 * @param configuration {@code ATTUNE_REWARD_CONFIG}, a JSON file; used for runs that the worker starts by itself
 * @param groupId consumer group and transactional id
 */
public record WorkerSettings(
        String bootstrapServers,
        Path artifacts,
        Path home,
        int healthPort,
        RewardModelConfig configuration,
        String groupId) {

    public static final String GROUP = "attune-reward-model";

    private static final String DEFAULT_PORT = "8483";

    /**
     * Reads the environment.
     *
     * @throws AttuneException {@code setting-missing} or {@code bad-setting}, naming the variable
     */
    public static WorkerSettings of(Map<String, String> environment) {
        String config = environment.getOrDefault("ATTUNE_REWARD_CONFIG", "");
        return new WorkerSettings(
                required(environment, "KAFKA_BOOTSTRAP_SERVERS"),
                Path.of(required(environment, "ATTUNE_ARTIFACTS")),
                Path.of(environment.getOrDefault("ATTUNE_HOME", ".attune")),
                port(environment.getOrDefault("ATTUNE_HEALTH_PORT", DEFAULT_PORT)),
                SettingOptions.read(RewardModelConfig.defaults(), config.isBlank() ? null : Path.of(config), Map.of()),
                GROUP);
    }

    /** Where the run keeps its progress, and until it ends what resuming needs. */
    Path runFolder(String runId) {
        return home.resolve("runs").resolve(runId);
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.getOrDefault(name, "");
        if (value.isBlank()) {
            throw new AttuneException(
                    "setting-missing", ErrorCategory.CALLER, "The environment variable " + name + " is not set.");
        }
        return value;
    }

    private static int port(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new AttuneException(
                    "bad-setting",
                    ErrorCategory.CALLER,
                    "ATTUNE_HEALTH_PORT must be a port number but is " + text + ".");
        }
        return Integer.parseInt(text);
    }
}
