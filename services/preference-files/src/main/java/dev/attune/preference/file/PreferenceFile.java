package dev.attune.preference.file;

import java.util.List;
import java.util.Map;

import dev.attune.preference.pair.LabelledAnswer;
import dev.attune.preference.pair.PreferencePair;

/**
 * What a file of preferences held.
 *
 * @param form name of the form in which the first readable line was written
 * @param pairs that are decided
 * @param badLines lines that were left out, in order
 * @param unusedColumns columns, and fields of messages, whose values had no effect, each with how many rows have it
 * @param undecided comparisons that give no order: ties, two bad answers, equal texts, or no weight
 * @param ties those of them that are ties of different answers
 * @param bothBad those of them whose answers are both bad
 * @param answers that are judged by themselves, which only KTO learns from
 */
public record PreferenceFile(
        String form,
        List<PreferencePair> pairs,
        List<BadLine> badLines,
        Map<String, Integer> unusedColumns,
        int undecided,
        List<PreferencePair> ties,
        List<PreferencePair> bothBad,
        List<LabelledAnswer> answers) {

    public PreferenceFile {
        pairs = List.copyOf(pairs);
        badLines = List.copyOf(badLines);
        unusedColumns = Map.copyOf(unusedColumns);
        ties = List.copyOf(ties);
        bothBad = List.copyOf(bothBad);
        answers = List.copyOf(answers);
    }
}
