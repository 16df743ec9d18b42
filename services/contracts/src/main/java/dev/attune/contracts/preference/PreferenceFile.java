package dev.attune.contracts.preference;

import java.util.List;
import java.util.Set;

/**
 * What a file of preferences held.
 *
 * @param form name of the form in which the first readable line was written
 * @param badLines lines that were left out, in order
 * @param unusedColumns columns that the form does not know: their values had no effect
 * @param undecided comparisons that end in a tie: nothing to learn an order from
 */
public record PreferenceFile(
        String form, List<PreferencePair> pairs, List<BadLine> badLines, Set<String> unusedColumns, int undecided) {

    public PreferenceFile {
        pairs = List.copyOf(pairs);
        badLines = List.copyOf(badLines);
        unusedColumns = Set.copyOf(unusedColumns);
    }
}
