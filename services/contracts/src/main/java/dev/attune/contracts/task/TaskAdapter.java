package dev.attune.contracts.task;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.name.Names;

/**
 * What is added to the base: an adapter or a soft prompt in PEFT's form, from one of two places.
 *
 * @param folder beside the document, such as {@code adapters/1}
 * @param checkpointId of an adapter that was published
 */
public record TaskAdapter(@Nullable String folder, @Nullable String checkpointId) {

    private static final String FOLDER = "[A-Za-z0-9_-][A-Za-z0-9._-]{0,79}(/[A-Za-z0-9_-][A-Za-z0-9._-]{0,79}){0,3}";

    public TaskAdapter {
        Require.that(
                (folder == null) != (checkpointId == null),
                "an adapter of a task is either a folder beside the document or the checkpointId of an adapter");
        Names.optional(checkpointId, "the checkpointId of an adapter");
        Require.that(
                folder == null || folder.matches(FOLDER),
                "the folder of an adapter must be a plain path beside the document, such as adapters/1");
    }

    /** As people are told of it. */
    public String said() {
        return folder == null ? String.valueOf(checkpointId) : folder;
    }
}
