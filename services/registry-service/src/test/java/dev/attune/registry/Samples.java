package dev.attune.registry;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.EvaluationEvent.WinRateMeasured;
import dev.attune.contracts.event.part.Lineage;
import dev.attune.contracts.statistics.Interval;

/** Events as the trainers would publish them. */
final class Samples {

    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final String SHA = "ab".repeat(32);
    private static final Artifact ARTIFACT = new Artifact("attune:sha256/" + SHA, SHA, 42);

    /** An artifact that gives a checkpoint this id, where it is one of {@link #id}. */
    private static Artifact artifact(String checkpointId) {
        String start = checkpointId.substring(checkpointId.lastIndexOf('-') + 1);
        if (!start.matches("[0-9a-f]{16}")) {
            return ARTIFACT;
        }
        String sha = start + SHA.substring(16);
        return new Artifact("attune:sha256/" + sha, sha, 42);
    }

    private Samples() {}

    static String id(String prefix) {
        return prefix + "-" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    }

    static CheckpointPublished base(String id) {
        return checkpoint(id, Kind.BASE, null, NOON);
    }

    static CheckpointPublished adapter(String id, String base) {
        return checkpoint(id, Kind.ADAPTER, base, NOON.plusSeconds(60));
    }

    static CheckpointPublished checkpoint(String id, Kind kind, @Nullable String base, Instant createdAt) {
        Lineage lineage = new Lineage(
                "run-1",
                "ppo",
                base == null ? List.of() : List.of(base),
                List.of(new Lineage.OffsetRange("attune.preferences", 0, 0, 200)),
                7,
                Map.of("epochs", 1),
                "test",
                "x86-64, 2 cores, cpu, float32");
        return new CheckpointPublished(
                id, id, kind, base, artifact(id), "cd".repeat(32), lineage, Map.of("kl", 1.5), createdAt);
    }

    static WinRateMeasured evaluation(String checkpointId, String opponent, double low) {
        return evaluation(checkpointId, opponent, low, "judge");
    }

    static WinRateMeasured evaluation(String checkpointId, String opponent, double low, String judge) {
        return new WinRateMeasured(
                id("evaluation"),
                checkpointId,
                opponent,
                judge,
                200,
                new Interval(Math.max(low, 0.8), low, 0.99),
                Map.of(),
                ARTIFACT,
                NOON.plusSeconds(120));
    }
}
