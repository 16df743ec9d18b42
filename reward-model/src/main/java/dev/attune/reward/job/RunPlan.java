package dev.attune.reward.job;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.common.TopicPartition;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.event.JobEvent.RewardModelRequested;
import dev.attune.contracts.event.part.Lineage.OffsetRange;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.reward.RewardModelConfig;
import dev.attune.worker.bus.FrozenRun;
import dev.attune.worker.run.PlanJson;
import dev.attune.worker.run.Trigger;

/**
 * Everything that a run's result depends on.
 *
 * @param inputs ranges of {@code attune.preferences}
 * @param snapshot what those ranges held when the run was planned; absent for runs that older workers planned
 * @param baseCheckpointId absent when none is known: such a run fails with a sentence
 * @param project whose preferences are learned from; absent: those of all
 * @param previousCheckpointId the reward model that the new one is compared with
 * @param job that asked for the run; absent for runs that older workers started by themselves
 * @param exclusion artifact that lists the events that are not read
 */
record RunPlan(
        String runId,
        List<OffsetRange> inputs,
        Optional<Artifact> snapshot,
        Optional<String> baseCheckpointId,
        RewardModelConfig configuration,
        Optional<String> project,
        Optional<String> previousCheckpointId,
        Optional<Trigger> job,
        Optional<String> exclusion) {

    private static final String BASE = "base";
    private static final String SNAPSHOT = "snapshot";
    private static final String PROJECT = "project";
    private static final String PREVIOUS = "previous";
    private static final String EXCLUSION = "exclusion";

    RunPlan {
        inputs = List.copyOf(inputs);
    }

    RunPlan reading(Artifact kept) {
        return new RunPlan(
                runId,
                inputs,
                Optional.of(kept),
                baseCheckpointId,
                configuration,
                project,
                previousCheckpointId,
                job,
                exclusion);
    }

    /** As a job asks for it. */
    static RunPlan of(RewardModelRequested wanted, List<OffsetRange> inputs, Optional<String> base, Trigger job) {
        return new RunPlan(
                wanted.runId(),
                inputs,
                Optional.empty(),
                base,
                wanted.configuration(),
                Optional.ofNullable(wanted.projectId()),
                Optional.ofNullable(wanted.previousCheckpointId()),
                Optional.of(job),
                Optional.ofNullable(wanted.exclusionSha256()));
    }

    FrozenRun frozen() {
        Map<String, String> details = new HashMap<>();
        PlanJson.writeSettings(configuration, details);
        snapshot.ifPresent(artifact -> details.put(SNAPSHOT, Json.text(artifact)));
        baseCheckpointId.ifPresent(base -> details.put(BASE, base));
        project.ifPresent(id -> details.put(PROJECT, id));
        previousCheckpointId.ifPresent(id -> details.put(PREVIOUS, id));
        job.ifPresent(trigger -> trigger.writeTo(details));
        exclusion.ifPresent(sha256 -> details.put(EXCLUSION, sha256));
        return new FrozenRun(runId, inputs, details);
    }

    static RunPlan of(FrozenRun frozen) {
        return new RunPlan(
                frozen.runId(),
                frozen.inputs(),
                Optional.ofNullable(frozen.details().get(SNAPSHOT)).map(text -> PlanJson.read(text, Artifact.class)),
                Optional.ofNullable(frozen.details().get(BASE)),
                PlanJson.settings(frozen.details(), RewardModelConfig.defaults()),
                Optional.ofNullable(frozen.details().get(PROJECT)),
                Optional.ofNullable(frozen.details().get(PREVIOUS)),
                Trigger.of(frozen),
                Optional.ofNullable(frozen.details().get(EXCLUSION)));
    }

    /** What a run consumes: its preferences, and its job. */
    static Map<TopicPartition, Long> consumed(FrozenRun run) {
        Map<TopicPartition, Long> consumed = Trigger.consumed(run);
        run.inputs()
                .forEach(range -> consumed.put(new TopicPartition(range.topic(), range.partition()), range.until()));
        return consumed;
    }
}
