package dev.attune.reward.job;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Lineage.OffsetRange;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.reward.RewardModelConfig;
import dev.attune.worker.bus.FrozenRun;

/**
 * Everything that a run's result depends on.
 *
 * @param inputs ranges of {@code attune.preferences}
 * @param baseCheckpointId absent when none is known: such a run fails with a sentence
 * @param job where the job stood that asked for the run, absent for a run that the worker starts by itself
 */
record RunPlan(
        String runId,
        List<OffsetRange> inputs,
        @Nullable String baseCheckpointId,
        RewardModelConfig configuration,
        @Nullable JobPlace job) {

    private static final String BASE = "base";
    private static final String CONFIGURATION = "configuration";
    private static final String JOB_PARTITION = "jobPartition";
    private static final String JOB_OFFSET = "jobOffset";

    RunPlan {
        inputs = List.copyOf(inputs);
    }

    /** A record on {@code attune.jobs}. */
    record JobPlace(int partition, long offset) {}

    /** A run that nobody asked for; its id follows from what it will read and how. */
    static RunPlan automatic(List<OffsetRange> inputs, String baseCheckpointId, RewardModelConfig configuration) {
        String content = json(List.of(inputs, baseCheckpointId, configuration));
        return new RunPlan("reward-" + sha256(content).substring(0, 16), inputs, baseCheckpointId, configuration, null);
    }

    FrozenRun frozen() {
        Map<String, String> details = new HashMap<>();
        details.put(CONFIGURATION, json(configuration));
        if (baseCheckpointId != null) {
            details.put(BASE, baseCheckpointId);
        }
        if (job != null) {
            details.put(JOB_PARTITION, String.valueOf(job.partition));
            details.put(JOB_OFFSET, String.valueOf(job.offset));
        }
        return new FrozenRun(runId, inputs, details);
    }

    static RunPlan of(FrozenRun frozen) {
        Map<String, String> details = frozen.details();
        String offset = details.get(JOB_OFFSET);
        String partition = details.get(JOB_PARTITION);
        JobPlace job = offset == null || partition == null
                ? null
                : new JobPlace(Integer.parseInt(partition), Long.parseLong(offset));
        return new RunPlan(frozen.runId(), frozen.inputs(), details.get(BASE), configuration(details), job);
    }

    /** What the run consumes: its preferences, and its job. */
    Map<TopicPartition, Long> consumedUntil() {
        Map<TopicPartition, Long> consumed = new HashMap<>();
        inputs.forEach(range -> consumed.put(new TopicPartition(range.topic(), range.partition()), range.until()));
        if (job != null) {
            consumed.put(new TopicPartition(Topics.JOBS, job.partition), job.offset + 1);
        }
        return consumed;
    }

    private static RewardModelConfig configuration(Map<String, String> details) {
        try {
            return Json.MAPPER.readValue(details.getOrDefault(CONFIGURATION, "{}"), RewardModelConfig.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The frozen run's configuration cannot be read: " + Json.sentence(e), e);
        }
    }

    private static String json(Object value) {
        try {
            return Json.MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A run's plan could not be written as JSON", e);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
