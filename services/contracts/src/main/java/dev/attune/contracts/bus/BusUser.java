package dev.attune.contracts.bus;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

import dev.attune.contracts.event.Topics;

/**
 * Who speaks to the bus, and what each may write there: its facts and the dead letters of what it reads. All may read
 * all topics. A bus that asks for credentials gets these rights from {@link #rights()}.
 */
public enum BusUser {
    FEEDBACK_SERVICE(
            Set.of(
                    Topics.PROMPTS,
                    Topics.FEEDBACK,
                    Topics.PREFERENCES,
                    Topics.DEMONSTRATIONS,
                    Topics.ACCESS,
                    Topics.EVALUATIONS),
            Set.of(
                    Topics.COMPLETIONS,
                    Topics.SPREADS,
                    Topics.EXCHANGES,
                    Topics.CHECKPOINTS,
                    Topics.PROMOTIONS,
                    Topics.JOBS)),
    REGISTRY_SERVICE(
            Set.of(
                    Topics.JOBS,
                    Topics.PROMOTIONS,
                    Topics.APPROVALS,
                    Topics.CHECKPOINTS,
                    Topics.PROMPT_VERSIONS,
                    Topics.RETRAINING),
            Set.of(
                    Topics.CHECKPOINTS,
                    Topics.EVALUATIONS,
                    Topics.PROMOTIONS,
                    Topics.RUNS,
                    Topics.APPROVALS,
                    Topics.PREFERENCES,
                    Topics.EXCHANGES,
                    Topics.FEEDBACK)),
    INFERENCE_SERVICE(
            Set.of(Topics.COMPLETIONS, Topics.EXCHANGES),
            Set.of(Topics.PROMPTS, Topics.CHECKPOINTS, Topics.PROMOTIONS, Topics.ACCESS)),
    REWARD_MODEL(
            Set.of(Topics.RUNS, Topics.CHECKPOINTS, Topics.SPREADS, Topics.EVALUATIONS),
            Set.of(
                    Topics.JOBS,
                    Topics.RUNS,
                    Topics.PREFERENCES,
                    Topics.CHECKPOINTS,
                    Topics.COMPLETIONS,
                    Topics.SPREADS,
                    Topics.EVALUATIONS)),
    POLICY_TRAINER(
            Set.of(Topics.RUNS, Topics.CHECKPOINTS, Topics.EVALUATIONS),
            Set.of(
                    Topics.JOBS,
                    Topics.RUNS,
                    Topics.PROMPTS,
                    Topics.PREFERENCES,
                    Topics.DEMONSTRATIONS,
                    Topics.CHECKPOINTS,
                    Topics.EVALUATIONS,
                    Topics.PROMOTIONS));

    private final Set<String> writes;
    private final Set<String> reads;

    BusUser(Set<String> writes, Set<String> reads) {
        this.writes = writes;
        this.reads = reads;
    }

    /** Its name, which is that of its room: {@code feedback-service}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The topics that it may write, dead letters included. */
    public Set<String> topics() {
        Set<String> topics = new TreeSet<>(writes);
        reads.forEach(topic -> topics.add(Topics.deadLetters(topic)));
        return topics;
    }

    /** What it may do, as Kafka's access control lists say it. */
    public List<AclBinding> rights() {
        List<AclBinding> rights = new ArrayList<>();
        rights.add(right(ResourceType.TOPIC, "attune.", PatternType.PREFIXED, AclOperation.READ));
        topics().forEach(
                        topic -> rights.add(right(ResourceType.TOPIC, topic, PatternType.LITERAL, AclOperation.WRITE)));
        for (String prefix : List.of(id(), "attune-" + id())) {
            rights.add(right(ResourceType.GROUP, prefix, PatternType.PREFIXED, AclOperation.READ));
            rights.add(right(ResourceType.TRANSACTIONAL_ID, prefix, PatternType.PREFIXED, AclOperation.WRITE));
            rights.add(right(ResourceType.TRANSACTIONAL_ID, prefix, PatternType.PREFIXED, AclOperation.DESCRIBE));
        }
        return rights;
    }

    private AclBinding right(ResourceType type, String name, PatternType pattern, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry("User:" + id(), "*", operation, AclPermissionType.ALLOW));
    }
}
