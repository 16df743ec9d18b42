package dev.attune.registry.erasure;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.attune.registry.Affected;
import dev.attune.registry.RunState;

/**
 * What learnt from a person who was erased, and what became of it.
 *
 * @param exclusionSha256 artifact whose {@code exclusions.txt} lists the ids of the events that no run may read again
 * @param records how many these are
 * @param found which runs had kept them, whose artifacts are erased
 * @param affected checkpoints that learnt from them, themselves or through what they were made from; newest first
 * @param trainings what is made again without them, in the order in which it is made
 */
public record ErasureReport(
        String erasureId,
        String by,
        Instant at,
        String exclusionSha256,
        long records,
        List<Found> found,
        List<Affected> affected,
        List<Training> trainings) {
    public ErasureReport {
        found = List.copyOf(found);
        affected = List.copyOf(affected);
        trainings = List.copyOf(trainings);
    }

    /**
     * A checkpoint whose run had kept something of the person.
     *
     * @param records how many of the kept records; absent of a file, which does not tell records apart
     */
    public record Found(
            String checkpointId, String sha256, @Nullable Long records) {}

    /**
     * A checkpoint that is made again.
     *
     * @param runId absent while it waits for what it stands on
     * @param newCheckpointId what came of it
     * @param proof absent before, and where the run keeps no records
     */
    public record Training(
            String checkpointId,
            @Nullable String runId,
            @Nullable RunState state,
            @Nullable String newCheckpointId,
            @Nullable Proof proof) {}

    /**
     * That a run read nothing of the person.
     *
     * @param sha256 artifact that holds all that the run learnt from
     * @param records that are in it
     * @param inBoth how many of them are among the excluded ones
     */
    public record Proof(String sha256, long records, long inBoth) {}
}
