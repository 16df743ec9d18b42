package dev.attune.feedback.service.settlement;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.feedback.Item;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.Prompt;
import dev.attune.feedback.trust.Believed;

/** What the ratings of a pair settle; how they come to that says {@link PairVerdict}. */
final class PairSettlement {

    private PairSettlement() {}

    /**
     * The outcome of {@code judgements}, of which there is at least one and none is a skip. The margin of a decided pair is the mean
     * strength (1 to 3) of those who prefer the chosen answer, and 0 where all prefer the other one.
     *
     * @param believed what is known of the raters makes of their votes; absent while nothing is
     */
    static PreferenceSettled settle(Item item, Prompt prompt, List<Judgement> judgements, @Nullable Believed believed) {
        PairVerdict verdict = PairVerdict.of(PairVerdict.count(judgements), believed);
        boolean first = verdict.firstIsChosen();
        Candidate chosen = first ? item.first() : item.second();
        Candidate rejected = first ? item.second() : item.first();
        double margin = verdict.outcome() == Outcome.DECISIVE
                ? judgements.stream()
                        .filter(first ? Judgement::prefersFirst : Judgement::prefersSecond)
                        .mapToInt(Judgement::strength)
                        .average()
                        .orElse(0)
                : 0;
        return new PreferenceSettled(
                        item.id().toString(),
                        item.projectId().toString(),
                        item.promptId().toString(),
                        prompt.messages(),
                        chosen,
                        rejected,
                        verdict.outcome(),
                        verdict.probability(),
                        margin,
                        verdict.weight(),
                        judgements.size(),
                        believed == null ? null : Double.valueOf(first ? believed.belief() : 1 - believed.belief()),
                        believed == null ? null : believed.fit().toString(),
                        null)
                .selected(Settlement.selected(judgements))
                .of(Halves.of(prompt, judgements));
    }
}
