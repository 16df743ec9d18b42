package dev.attune.feedback.service.settlement;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.PreferenceEvent.PreferenceRetracted;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.feedback.Item;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.Prompt;
import dev.attune.feedback.choice.Strategy;
import dev.attune.feedback.trust.Believed;

/** What the ratings of an item settle together, and what one of them settles by itself. */
public final class Settlement {

    private Settlement() {}

    /** What {@code judgements} settle while nothing is known of who gave them. */
    public static List<PreferenceSettled> settle(Item item, Prompt prompt, List<Judgement> judgements) {
        return settle(item, prompt, judgements, null);
    }

    /**
     * What {@code judgements} settle, of which there is at least one and none is a skip: one preference of a pair, one for each
     * two answers of a ranking that somebody compared, nothing where answers were written or the prompt is held out.
     *
     * @param believed what the votes on a pair come to by what is known of its raters; rankings are settled by shares
     */
    public static List<PreferenceSettled> settle(
            Item item, Prompt prompt, List<Judgement> judgements, @Nullable Believed believed) {
        if (!prompt.teaches()) {
            return List.of();
        }
        return switch (item.form().task()) {
            case COMPARE -> List.of(PairSettlement.settle(item, prompt, judgements, believed));
            case RANK -> RankSettlement.settle(item, prompt, judgements);
            case DEMONSTRATE -> List.of();
        };
    }

    /** Takes back what {@link #settle} made of the same judgements. */
    public static List<PreferenceRetracted> retract(
            Item item, Prompt prompt, List<Judgement> judgements, String reason) {
        return retracted(settle(item, prompt, judgements), reason);
    }

    /**
     * What a judgement settles without the others: that the answer as its person would have it is better than each answer of the
     * item.
     *
     * @param annotator pseudonym of the person
     */
    public static List<PreferenceSettled> corrected(Item item, Prompt prompt, Judgement judgement, String annotator) {
        return prompt.teaches() ? Corrections.settle(item, prompt, judgement, annotator) : List.of();
    }

    /** Takes preferences back, whatever they said. */
    public static List<PreferenceRetracted> retracted(List<PreferenceSettled> settled, String reason) {
        return settled.stream()
                .map(preference -> new PreferenceRetracted(preference.itemId(), reason))
                .toList();
    }

    /** Whether somebody was shown the item because it would tell much: then it is no sample of all that people are asked. */
    static boolean selected(List<Judgement> judgements) {
        return judgements.stream()
                .map(judgement -> judgement.details().draw())
                .anyMatch(draw -> draw != null && draw.strategy() == Strategy.INFORMATION && !draw.even());
    }
}
