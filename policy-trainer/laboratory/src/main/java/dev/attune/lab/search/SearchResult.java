package dev.attune.lab.search;

import java.util.List;

import dev.attune.lab.measure.Measured;
import dev.attune.lab.prompt.SearchPrompt;

/**
 * What a search found. Only {@code before}, {@code after} and {@code difference} are results: they are of held-out examples
 * that nothing was chosen with. The means of the tries are the best of many draws and promise too much.
 *
 * @param difference after less before on the same examples, with the interval of the pairs
 * @param chance McNemar's probability of so uneven a change by chance
 * @param heldOut examples that judged
 * @param best the number of the try that was chosen; 0 for the prompt that the search started from
 * @param calls all calls that counted
 * @param fresh of these, calls that were not kept from an earlier run
 * @param proposals of these, instructions that a model was asked to write
 * @param proposer how the prompt was found, and who wrote its instruction
 */
public record SearchResult(
        Measured before,
        Measured after,
        Measured difference,
        double chance,
        int heldOut,
        SearchPrompt start,
        SearchPrompt prompt,
        int best,
        List<Trial.Told> tries,
        int calls,
        int fresh,
        int proposals,
        String proposer,
        List<String> notes) {}
