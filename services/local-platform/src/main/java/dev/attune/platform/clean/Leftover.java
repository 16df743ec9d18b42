package dev.attune.platform.clean;

import java.nio.file.Path;

import dev.attune.contracts.json.Choice;

/**
 * A file or folder that nothing needs.
 *
 * @param bytes of all that is in it
 */
public record Leftover(Kind kind, Path path, long bytes) {

    /** What it was. */
    public enum Kind implements Choice {
        /** An artifact that no event names. */
        ARTIFACT,
        /** An artifact that was being written when its process ended. */
        STAGED,
        /** The folder of a run that failed, or that the bus does not know. */
        DEAD_RUN,
        /** The states of a run that has ended: only a run that goes on needs them. */
        ENDED_STATES
    }
}
