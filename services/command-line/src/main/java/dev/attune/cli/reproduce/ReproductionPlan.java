package dev.attune.cli.reproduce;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.DirectoryArtifactStore;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.event.part.Lineage;
import dev.attune.contracts.event.part.Lineage.OffsetRange;
import dev.attune.platform.room.RoomMain;
import dev.attune.worker.bus.TopicSnapshot;
import dev.attune.worker.reproduce.ReproductionOrder;

/**
 * Who makes a checkpoint again, and from what.
 *
 * @param notes sentences about what was not kept and is read again
 */
record ReproductionPlan(RoomMain room, ReproductionOrder order, List<String> notes) {

    private static final Map<String, RoomMain> ROOMS = Map.of(
            "reward", RoomMain.REWARD_MODEL,
            "ppo", RoomMain.POLICY_TRAINER,
            "grpo", RoomMain.POLICY_TRAINER,
            "rloo", RoomMain.POLICY_TRAINER,
            "dpo", RoomMain.POLICY_TRAINER,
            "kto", RoomMain.POLICY_TRAINER,
            "orpo", RoomMain.POLICY_TRAINER,
            "sft", RoomMain.POLICY_TRAINER);

    /** What recipes read that answer prompts. */
    private static final List<String> ANSWERING = List.of("ppo", "grpo", "rloo");

    ReproductionPlan {
        notes = List.copyOf(notes);
    }

    /**
     * Looks whether all is there.
     *
     * @param store the platform's artifacts
     * @param own folder of a store for what the run did not keep, and the bus still has
     * @throws CannotException naming the first thing that is missing
     */
    static ReproductionPlan of(
            CheckpointPublished checkpoint,
            KnownCheckpoints known,
            DirectoryArtifactStore store,
            Path own,
            String bootstrapServers)
            throws CannotException {
        Lineage lineage = checkpoint.lineage();
        RoomMain room = ROOMS.get(lineage.recipe());
        if (lineage.runId() == null || room == null) {
            throw new CannotException("no run of a recipe made " + checkpoint.checkpointId() + ", it is of the kind "
                    + checkpoint.kind() + " and came by " + lineage.recipe() + ".");
        }
        List<CheckpointPublished> ancestors = ancestors(checkpoint, known, store);
        List<String> notes = new ArrayList<>();
        Kept kept = new Kept(lineage, store, own, bootstrapServers, notes);
        boolean answers = ANSWERING.contains(lineage.recipe());
        String topic = room == RoomMain.REWARD_MODEL ? Topics.PREFERENCES : Topics.DEMONSTRATIONS;
        return new ReproductionPlan(
                room,
                new ReproductionOrder(
                        checkpoint,
                        ancestors,
                        answers ? null : kept.sha256(Lineage.DATA, topic),
                        answers ? kept.sha256(Lineage.PROMPTS, Topics.PROMPTS) : null),
                notes);
    }

    private static List<CheckpointPublished> ancestors(
            CheckpointPublished checkpoint, KnownCheckpoints known, DirectoryArtifactStore store)
            throws CannotException {
        List<CheckpointPublished> ancestors = new ArrayList<>();
        for (String id : known.neededFor(checkpoint)) {
            CheckpointPublished parent = known.byId(id)
                    .orElseThrow(() ->
                            new CannotException("it was made from " + id + ", which is not on the bus any more."));
            requireThere(store, parent.artifact().sha256(), "it was made from " + id + ", whose files");
            ancestors.add(parent);
        }
        if (ancestors.isEmpty()) {
            throw new CannotException("its lineage is incomplete: it names nothing that it was made from.");
        }
        return ancestors;
    }

    private static void requireThere(DirectoryArtifactStore store, String sha256, String what) throws CannotException {
        if (store.hasErased(sha256)) {
            throw new CannotException(
                    "erased. " + sentence(what) + " held the data of a person and were erased (" + sha256 + ").");
        }
        if (!store.holds(sha256)) {
            throw new CannotException(what + " are gone from the artifact store (" + sha256 + ").");
        }
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** What a run kept of what it read, or reads again what it did not keep. */
    private record Kept(
            Lineage lineage, DirectoryArtifactStore store, Path own, String bootstrapServers, List<String> notes) {

        @Nullable
        String sha256(String name, String topic) throws CannotException {
            Optional<String> kept = lineage.kept(name);
            if (kept.isPresent()) {
                requireThere(store, kept.get(), "the records that it learnt from");
                return kept.get();
            }
            List<OffsetRange> ranges = lineage.inputs().stream()
                    .filter(range -> range.topic().equals(topic))
                    .toList();
            if (ranges.isEmpty()) {
                throw new CannotException(
                        "its lineage is incomplete: it names neither a kept snapshot nor a range of " + topic + ".");
            }
            notes.add("Its run kept no snapshot of " + topic
                    + "; the range is read from the bus again, which may have forgotten records since.");
            try {
                return TopicSnapshot.keep(bootstrapServers, ranges, new DirectoryArtifactStore(own))
                        .sha256();
            } catch (AttuneException e) {
                throw new CannotException(e.getMessage() == null ? e.code() : e.getMessage());
            }
        }
    }
}
