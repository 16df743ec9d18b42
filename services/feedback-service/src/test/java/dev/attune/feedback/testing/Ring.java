package dev.attune.feedback.testing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.PromotionEvent.Promoted;
import dev.attune.contracts.event.part.Lineage;

/** What other rooms tell of checkpoints. */
public final class Ring {

    private Ring() {}

    /** An adapter that a run made for the project; of none: from what all people said. */
    public static CheckpointPublished adapter(String seed, @Nullable String project, Instant at) {
        String sha256 = Sha256.of(seed.getBytes(StandardCharsets.UTF_8));
        Artifact artifact = new Artifact("attune:sha256/" + sha256, sha256, 3);
        Map<String, Object> configuration = project == null ? Map.of() : Map.of(Lineage.PROJECT, project);
        return new CheckpointPublished(
                CheckpointPublished.idOf(Kind.ADAPTER, artifact),
                seed,
                Kind.ADAPTER,
                "base-0123456789abcdef",
                artifact,
                "ab".repeat(32),
                new Lineage(null, "ppo", List.of(), List.of(), 1, configuration, "test", "test"),
                Map.of(),
                at);
    }

    public static Promoted promoted(CheckpointPublished checkpoint, @Nullable String former) {
        return new Promoted("production", checkpoint.checkpointId(), former, "better", "policy:test", Instant.now());
    }
}
