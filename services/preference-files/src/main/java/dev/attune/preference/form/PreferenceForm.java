package dev.attune.preference.form;

import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.preference.pair.PreferencePair;

/** One way in which a line of JSON says a preference; a new form is a new implementation in {@link PreferenceForms}. */
public interface PreferenceForm {

    /** Short name, such as {@code trl}. */
    String name();

    /** The columns without which the line is of another form. */
    Set<String> requiredColumns();

    /** All columns that have a meaning in this form. */
    Set<String> knownColumns();

    /**
     * The comparisons of one line.
     *
     * @throws IllegalArgumentException with a sentence about what is wrong
     */
    Comparisons read(JsonNode line);

    /**
     * What one line compares.
     *
     * @param pairs of any outcome
     * @param undecided comparisons that teach nothing and are no pairs: of equal texts, or without weight
     */
    record Comparisons(List<PreferencePair> pairs, int undecided) {
        static Comparisons of(PreferencePair pair) {
            return new Comparisons(List.of(pair), 0);
        }
    }
}
