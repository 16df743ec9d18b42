package dev.attune.preference.pair;

import java.util.List;
import java.util.Map;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PreferenceEvent.Outcome;

/**
 * One comparison of two answers to a prompt. Unless the outcome says otherwise, people hold the chosen one to be better.
 *
 * @param prompt the conversation before the answers
 * @param strength 1 slightly, 2 clearly, 3 much better; a mean of several ratings may lie between, 1 when unknown
 * @param margin a difference of scores that the file itself asks for (TRL's {@code margin} column), 0 when absent
 * @param weight how much the pair counts, positive
 * @param probability that somebody else would hold {@code chosen} to be the better one, in [0, 1]; 1 when unknown
 * @param outcome {@code DECISIVE}; or a tie or two bad answers, of which "chosen" is only the first
 * @param votes by annotator, where known: whether this person holds {@code chosen} to be the better one
 * @param place where it comes from, such as {@code line 2 of pairs.jsonl}, to be named by
 */
public record PreferencePair(
        List<Message> prompt,
        String chosen,
        String rejected,
        double strength,
        double margin,
        double weight,
        double probability,
        Outcome outcome,
        Map<String, Boolean> votes,
        String place) {

    private static final String NOWHERE = "a pair";
    private static final double CERTAIN = 1;

    public PreferencePair {
        prompt = Require.copy(prompt);
        Require.that(!prompt.isEmpty(), "prompt has no message");
        Require.that(
                !prompt.getLast().role().equals("assistant"),
                "the prompt ends with the assistant's turn, which the answers would have to continue");
        Require.present(chosen, "chosen");
        Require.present(rejected, "rejected");
        Require.that(!chosen.equals(rejected), "chosen and rejected are the same text");
        Require.that(strength >= 1 && strength <= 3, "strength must lie in [1, 3] but is " + strength);
        Require.that(Double.isFinite(margin) && margin >= 0, "margin must be finite and not negative but is " + margin);
        Require.that(Double.isFinite(weight) && weight > 0, "weight must be finite and positive but is " + weight);
        Require.that(probability >= 0 && probability <= 1, "probability must lie in [0, 1] but is " + probability);
        Require.present(outcome, "outcome");
        votes = Require.copy(votes);
    }

    /** A decided pair that nobody signed. */
    public PreferencePair(
            List<Message> prompt, String chosen, String rejected, double strength, double margin, double weight) {
        this(prompt, chosen, rejected, strength, margin, weight, CERTAIN, Outcome.DECISIVE, Map.of(), NOWHERE);
    }

    /** The same comparison with another outcome. */
    public PreferencePair withOutcome(Outcome other) {
        return new PreferencePair(prompt, chosen, rejected, strength, margin, weight, probability, other, votes, place);
    }

    /** The same comparison, so sure. */
    public PreferencePair withProbability(double known) {
        return new PreferencePair(prompt, chosen, rejected, strength, margin, weight, known, outcome, votes, place);
    }

    /** The same comparison with the votes of annotators. */
    public PreferencePair withVotes(Map<String, Boolean> known) {
        return new PreferencePair(
                prompt, chosen, rejected, strength, margin, weight, probability, outcome, known, place);
    }

    /** The same comparison from a place that can be named. */
    public PreferencePair at(String known) {
        return new PreferencePair(
                prompt, chosen, rejected, strength, margin, weight, probability, outcome, votes, known);
    }

    /** Whether people hold one answer to be better. */
    public boolean isDecisive() {
        return outcome == Outcome.DECISIVE;
    }

    /** A pair of which no more is known than its order. */
    public static PreferencePair of(List<Message> prompt, String chosen, String rejected) {
        return new PreferencePair(prompt, chosen, rejected, 1, 0, 1);
    }
}
