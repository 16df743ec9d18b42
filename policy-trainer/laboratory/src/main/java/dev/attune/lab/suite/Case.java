package dev.attune.lab.suite;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * An input with what its answer must be.
 *
 * @param place such as {@code case 3}, to be named by
 * @param variables data: never rendered
 * @param threshold where it is given, only the score counts
 * @param prefix before each prompt; {@code suffix} after it
 */
public record Case(
        String place,
        String description,
        Map<String, Object> variables,
        List<Check> checks,
        OptionalDouble threshold,
        String prefix,
        String suffix) {

    public Case {
        checks = List.copyOf(checks);
    }

    /** How it is shown: its description, or its variables. */
    public String title() {
        return description.isEmpty() ? variables.toString() : description;
    }
}
