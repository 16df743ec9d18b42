package dev.attune.policy.job;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.settings.ppo.PpoConfig;
import dev.attune.worker.command.SettingOptions;

/**
 * What the worker is told by its environment.
 *
 * @param bootstrapServers {@code KAFKA_BOOTSTRAP_SERVERS}
 * @param home {@code ATTUNE_HOME}, {@code .attune} by default: run folders are kept in {@code runs} below it
 * @param artifacts {@code ATTUNE_ARTIFACTS}, the artifact store's directory
 * @param healthPort {@code ATTUNE_HEALTH_PORT}, 8484 by default
 * @param configuration {@code ATTUNE_PPO_CONFIG}, a JSON file; used for runs that the worker starts by itself
 * @param judge {@code ATTUNE_EVALUATION_JUDGE}, URL of an HTTP judge; absent: the reward model judges
 * @param groupId consumer group and transactional id of the training step; the evaluation step adds {@code .evaluation}
 */
public record WorkerSettings(
        String bootstrapServers,
        Path home,
        Path artifacts,
        int healthPort,
        PpoConfig configuration,
        Optional<URI> judge,
        String groupId) {

    public static final String GROUP = "attune-policy-trainer";

    private static final String DEFAULT_PORT = "8484";

    /**
     * Reads the environment.
     *
     * @throws AttuneException {@code setting-missing}, {@code bad-setting} or {@code config-unreadable}
     */
    public static WorkerSettings of(Map<String, String> environment) {
        String config = environment.getOrDefault("ATTUNE_PPO_CONFIG", "");
        PpoConfig defaults = PpoConfig.defaults();
        String judge = environment.getOrDefault("ATTUNE_EVALUATION_JUDGE", "");
        return new WorkerSettings(
                required(environment, "KAFKA_BOOTSTRAP_SERVERS"),
                Path.of(environment.getOrDefault("ATTUNE_HOME", ".attune")),
                Path.of(required(environment, "ATTUNE_ARTIFACTS")),
                port(environment.getOrDefault("ATTUNE_HEALTH_PORT", DEFAULT_PORT)),
                config.isBlank() ? defaults : SettingOptions.read(defaults, Path.of(config), Map.of()),
                judge.isBlank() ? Optional.empty() : Optional.of(url(judge)),
                GROUP);
    }

    String evaluationGroupId() {
        return groupId + ".evaluation";
    }

    Path runFolder(String runId) {
        return home.resolve("runs").resolve(runId.replaceAll("[^A-Za-z0-9._-]", "_"));
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
            throw badSetting("ATTUNE_HEALTH_PORT must be a port number but is " + text + ".");
        }
        return Integer.parseInt(text);
    }

    private static URI url(String text) {
        if (!text.matches("https?://\\S+")) {
            throw badSetting("ATTUNE_EVALUATION_JUDGE must be an http or https URL but is " + text + ".");
        }
        return URI.create(text);
    }

    private static AttuneException badSetting(String sentence) {
        return new AttuneException("bad-setting", ErrorCategory.CALLER, sentence);
    }
}
