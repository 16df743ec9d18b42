package dev.attune.preference.form;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.preference.pair.LabelledAnswer;
import dev.attune.preference.pair.PreferencePair;

/**
 * One way in which a line of JSON says a preference; a new one is a new row in {@link PreferenceForms}.
 *
 * @param name short, such as {@code trl}
 * @param requiredColumns without which the line is of another form
 * @param optionalColumns that have a meaning in this form too
 * @param reader makes the comparisons of one line
 */
public record PreferenceForm(
        String name, Set<String> requiredColumns, Set<String> optionalColumns, Function<JsonNode, Comparisons> reader) {

    /**
     * The comparisons of one line.
     *
     * @throws IllegalArgumentException with a sentence about what is wrong
     */
    public Comparisons read(JsonNode line) {
        return reader.apply(line);
    }

    /**
     * What one line compares.
     *
     * @param pairs of any outcome
     * @param undecided comparisons that teach nothing and are no pairs: of equal texts, or without weight
     * @param answers that are judged by themselves
     */
    public record Comparisons(List<PreferencePair> pairs, int undecided, List<LabelledAnswer> answers) {

        Comparisons(List<PreferencePair> pairs, int undecided) {
            this(pairs, undecided, List.of());
        }

        static Comparisons of(PreferencePair pair) {
            return new Comparisons(List.of(pair), 0);
        }
    }

    /** All columns that have a meaning. */
    public Set<String> columns() {
        return Stream.concat(requiredColumns.stream(), optionalColumns.stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
