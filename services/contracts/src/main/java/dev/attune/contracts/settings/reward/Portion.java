package dev.attune.contracts.settings.reward;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.part.Half;
import dev.attune.contracts.json.Choice;

/** Which of a project's preferences a reward model learns from. */
public enum Portion implements Choice {
    /** All of them. */
    ALL,
    /** Those of the teaching half: a reward model that teaches where another one judges. */
    TEACHING,
    /** Those of the judging half: a gold reward model, which judges what others taught. */
    JUDGING;

    /** The setting's name in a checkpoint's lineage. */
    public static final String SETTING = "portion";

    /** Whether a preference of this half, or of none, is among them. */
    public boolean takes(@Nullable Half half) {
        return switch (this) {
            case ALL -> true;
            case TEACHING -> half == Half.TEACHING;
            case JUDGING -> half == Half.JUDGING;
        };
    }
}
