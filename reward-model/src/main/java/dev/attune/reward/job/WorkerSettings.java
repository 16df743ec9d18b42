package dev.attune.reward.job;

import java.nio.file.Path;
import java.util.Map;

import dev.attune.worker.command.Environment;

/**
 * What the worker is told by its environment.
 *
 * @param bootstrapServers {@code KAFKA_BOOTSTRAP_SERVERS}
 * @param artifacts {@code ATTUNE_ARTIFACTS}, the artifact store's directory
 * @param home {@code ATTUNE_HOME}, {@code .attune} by default: run folders are kept in {@code runs} below it
 * @param healthPort {@code ATTUNE_HEALTH_PORT}, 8483 by default
 * @param groupId consumer group and transactional id
 */
public record WorkerSettings(String bootstrapServers, Path artifacts, Path home, int healthPort, String groupId) {

    public static final String GROUP = "attune-reward-model";

    private static final int DEFAULT_PORT = 8483;

    /**
     * Reads the environment.
     *
     * @throws dev.attune.contracts.error.AttuneException {@code setting-missing} or {@code bad-setting}, naming the variable
     */
    public static WorkerSettings of(Map<String, String> variables) {
        Environment environment = new Environment(variables);
        return new WorkerSettings(
                environment.required("KAFKA_BOOTSTRAP_SERVERS"),
                Path.of(environment.required("ATTUNE_ARTIFACTS")),
                Path.of(environment.text("ATTUNE_HOME").orElse(".attune")),
                environment.port("ATTUNE_HEALTH_PORT", DEFAULT_PORT),
                GROUP);
    }
}
