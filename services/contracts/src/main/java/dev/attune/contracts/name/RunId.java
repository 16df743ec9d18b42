package dev.attune.contracts.name;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What a run is called; in JSON its text. See {@link Names} for what it may hold. */
public record RunId(@JsonValue String text) {

    /** @throws IllegalArgumentException when the text is no name */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public RunId {
        Names.require(text, "runId");
    }

    @Override
    public String toString() {
        return text;
    }
}
