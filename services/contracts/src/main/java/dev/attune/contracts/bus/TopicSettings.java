package dev.attune.contracts.bus;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Topics;

/** The topics as brokers know them. */
final class TopicSettings {

    /** A week: whoever reads a range of a compacted topic has read it by then. */
    private static final Duration COMPACTION_LAG = Duration.ofDays(7);

    /** Long enough for a person to look and to replay; they are copies of what stands elsewhere or was no event. */
    private static final Duration KEPT_DEAD_LETTERS = Duration.ofDays(90);

    /** Long enough for a canary and for who reads prompts from them; it is personal data. */
    private static final Duration KEPT_EXCHANGES = Duration.ofDays(30);

    private static final String KEEP_DEAD_LETTERS = "ATTUNE_KEEP_DEAD_LETTERS";
    private static final int LARGEST_RECORD = 8 * 1024 * 1024;

    private TopicSettings() {}

    /** Every topic with its dead-letter topic. */
    static List<NewTopic> all(short replicas) {
        List<NewTopic> all = new ArrayList<>();
        for (Topics.Topic topic : Topics.ALL) {
            all.add(newTopic(topic.name(), topic.retention(), replicas));
            all.add(deadLetters(topic.name(), replicas));
        }
        return all;
    }

    /** Gives topics that an earlier version made what they do not have. */
    static void alter(Admin admin, List<NewTopic> topics) throws InterruptedException, ExecutionException {
        Map<ConfigResource, NewTopic> byResource = new HashMap<>();
        topics.forEach(topic -> byResource.put(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), topic));
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        admin.describeConfigs(byResource.keySet()).all().get().forEach((resource, config) -> {
            List<AlterConfigOp> different = different(Objects.requireNonNull(byResource.get(resource)), config);
            if (!different.isEmpty()) {
                changes.put(resource, different);
            }
        });
        if (!changes.isEmpty()) {
            admin.incrementalAlterConfigs(changes).all().get();
        }
    }

    private static List<AlterConfigOp> different(NewTopic topic, Config present) {
        List<AlterConfigOp> different = new ArrayList<>();
        topic.configs().forEach((name, value) -> {
            ConfigEntry entry = present.get(name);
            if (entry == null || !value.equals(entry.value())) {
                different.add(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET));
            }
        });
        return different;
    }

    private static NewTopic deadLetters(String topic, short replicas) {
        Map<String, String> settings = Map.of(
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                String.valueOf(LARGEST_RECORD),
                TopicConfig.RETENTION_MS_CONFIG,
                String.valueOf(keepDeadLetters(System.getenv(KEEP_DEAD_LETTERS)).toMillis()));
        return new NewTopic(Topics.deadLetters(topic), 1, replicas).configs(settings);
    }

    /**
     * How long a dead letter stays.
     *
     * @param said such as {@code P90D}, null for the default
     * @throws IllegalArgumentException with a sentence, when that is no duration
     */
    static Duration keepDeadLetters(@Nullable String said) {
        if (said == null || said.isBlank()) {
            return KEPT_DEAD_LETTERS;
        }
        try {
            Duration kept = Duration.parse(said.strip());
            if (kept.isPositive()) {
                return kept;
            }
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(noDuration(said), e);
        }
        throw new IllegalArgumentException(noDuration(said));
    }

    private static String noDuration(String said) {
        return KEEP_DEAD_LETTERS + " must be a time such as P90D but is " + said + ".";
    }

    private static NewTopic newTopic(String name, Topics.Retention retention, short replicas) {
        Map<String, String> settings = new HashMap<>();
        settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(LARGEST_RECORD));
        switch (retention) {
            case FACTS -> settings.put(TopicConfig.RETENTION_MS_CONFIG, "-1");
            case RECENT -> settings.put(TopicConfig.RETENTION_MS_CONFIG, String.valueOf(KEPT_EXCHANGES.toMillis()));
            case LATEST -> {
                settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
                settings.put(TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG, String.valueOf(COMPACTION_LAG.toMillis()));
            }
        }
        return new NewTopic(name, 1, replicas).configs(settings);
    }
}
