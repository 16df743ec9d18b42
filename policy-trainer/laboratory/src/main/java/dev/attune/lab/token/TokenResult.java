package dev.attune.lab.token;

import java.util.List;

import dev.attune.lab.measure.Measured;
import dev.attune.lab.prompt.SearchPrompt;

/**
 * What a search for tokens has found; the measured values are of held-out examples, read once at the end.
 *
 * @param text the tokens as they stand in the prompt; empty where none beat the template alone
 * @param difference after less before on the same examples, with the interval of the pairs
 * @param chance McNemar's probability of so uneven a change by chance
 * @param calls texts read with a prompt, held-out ones included
 * @param gradients texts that gradients were taken of, beside those
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record TokenResult(
        Measured before,
        Measured after,
        Measured difference,
        double chance,
        int heldOut,
        double devBefore,
        double devAfter,
        int[] tokens,
        String text,
        SearchPrompt start,
        SearchPrompt prompt,
        List<Step> steps,
        int calls,
        int gradients) {}
