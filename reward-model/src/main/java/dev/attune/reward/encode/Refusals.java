package dev.attune.reward.encode;

import java.util.List;
import java.util.function.Function;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.preference.pair.PreferencePair;
import dev.attune.reward.encode.GroupEncoder.Encoded;
import dev.attune.reward.encode.PromptGroup.Comparison;

/**
 * What is refused before training begins, each with a sentence.
 *
 * @param maxTokens the setting
 * @param positions that the model has
 */
public record Refusals(int maxTokens, int positions) {

    /**
     * The usable comparisons as tokens, at least one of them decided.
     *
     * @param all what was given
     * @throws AttuneException {@code no-pairs} or {@code all-ties}
     */
    public Encoded checked(
            GroupEncoder encoder, List<PreferencePair> usable, List<PreferencePair> all, String purpose) {
        if (all.isEmpty()) {
            throw refused("no-pairs", "There is no pair to " + purpose + ": none was given.");
        }
        if (all.stream().noneMatch(PreferencePair::isDecisive)) {
            long ties =
                    all.stream().filter(pair -> pair.outcome() == Outcome.TIE).count();
            throw refused(
                    "all-ties",
                    "None of the " + all.size() + " comparisons to " + purpose + " is decided (" + ties
                            + " ties, the other answers both bad): no setting of ties learns an order from them; add"
                            + " comparisons of which one answer is better.");
        }
        Encoded encoded = encoder.encode(usable);
        if (encoded.decided() == 0) {
            String limit = maxTokens <= positions
                    ? "maxTokens (" + maxTokens + ")"
                    : "the model's " + positions + " positions (maxTokens is " + maxTokens + ")";
            throw refused(
                    "no-pairs",
                    "There is no pair to " + purpose + ": all are longer than " + limit
                            + ", or refused by the model's template. " + encoded.first());
        }
        return encoded;
    }

    /**
     * Refuses comparisons in which one and the same text always wins or always loses: a model would learn that text only.
     *
     * @throws AttuneException {@code one-sided}
     */
    public void requireTwoSides(Encoded training) {
        List<PreferencePair> decided = training.groups().stream()
                .flatMap(group -> group.comparisons().stream())
                .map(Comparison::pair)
                .filter(PreferencePair::isDecisive)
                .toList();
        requireSeveral(decided, PreferencePair::chosen, "chosen");
        requireSeveral(decided, PreferencePair::rejected, "rejected");
    }

    private static void requireSeveral(
            List<PreferencePair> decided, Function<PreferencePair, String> side, String name) {
        boolean several =
                decided.size() < 2 || decided.stream().map(side).distinct().count() > 1;
        if (!several) {
            String text = side.apply(decided.getFirst());
            String quoted =
                    text.isBlank() ? "empty" : "\"" + text.lines().findFirst().orElse("") + "\"";
            throw refused(
                    "one-sided",
                    "The " + name + " answer is " + quoted + " in all " + decided.size()
                            + " pairs to train on, so a reward model could learn nothing but that text; give --data with"
                            + " different " + name + " answers.");
        }
    }

    private static AttuneException refused(String code, String sentence) {
        return ErrorCategory.CALLER.error(code, sentence);
    }
}
