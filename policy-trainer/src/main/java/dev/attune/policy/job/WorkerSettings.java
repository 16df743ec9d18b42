package dev.attune.policy.job;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.attune.contracts.event.Topics;
import dev.attune.contracts.settings.ppo.PpoConfig;
import dev.attune.worker.command.Environment;
import dev.attune.worker.run.StepBus;

/**
 * What the worker is told by its environment.
 *
 * @param bootstrapServers {@code KAFKA_BOOTSTRAP_SERVERS}
 * @param home {@code ATTUNE_HOME}, {@code .attune} by default: run folders are kept in {@code runs} below it
 * @param artifacts {@code ATTUNE_ARTIFACTS}, the artifact store's directory
 * @param healthPort {@code ATTUNE_HEALTH_PORT}, 8484 by default
 * @param configuration {@code ATTUNE_PPO_CONFIG}, a JSON file; how checkpoints are evaluated that say nothing of it
 * @param judge {@code ATTUNE_EVALUATION_JUDGE}, URL of an HTTP judge; absent: the reward model judges
 * @param groupId consumer group and transactional id of the training step; the evaluation step adds {@code .evaluation}, the gates'
 *     {@code .gates}
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

    private static final String SOURCE = "/attune/policy-trainer";
    private static final int DEFAULT_PORT = 8484;

    /**
     * Reads the environment.
     *
     * @throws dev.attune.contracts.error.AttuneException {@code setting-missing}, {@code bad-setting} or
     *     {@code config-unreadable}
     */
    public static WorkerSettings of(Map<String, String> variables) {
        Environment environment = new Environment(variables);
        return new WorkerSettings(
                environment.required("KAFKA_BOOTSTRAP_SERVERS"),
                Path.of(environment.text("ATTUNE_HOME").orElse(".attune")),
                Path.of(environment.required("ATTUNE_ARTIFACTS")),
                environment.port("ATTUNE_HEALTH_PORT", DEFAULT_PORT),
                environment.settings("ATTUNE_PPO_CONFIG", PpoConfig.defaults()),
                environment.url("ATTUNE_EVALUATION_JUDGE"),
                GROUP);
    }

    String evaluationGroupId() {
        return groupId + ".evaluation";
    }

    String gatesGroupId() {
        return groupId + ".gates";
    }

    /** A step's place on the bus; what its runs consumed is remembered on {@code attune.checkpoints}. */
    StepBus.Place place(String group, List<String> topics) {
        return new StepBus.Place(bootstrapServers, SOURCE, group, topics, Topics.CHECKPOINTS, home);
    }
}
