package dev.attune.feedback.choice;

/**
 * How a project's items are chosen, and how far that is.
 *
 * @param even the share that is drawn evenly
 * @param version 0 while nobody set it
 * @param waiting items that want ratings
 * @param placed how many of them stand in the strategy's order already; the others follow within moments
 * @param informed how many of them have answers of which a reward model with several heads has said what it thinks; of the others only
 *     the votes count when information is chosen by
 */
public record ChoiceState(Strategy strategy, double even, int version, long waiting, long placed, long informed) {}
