package dev.attune.reward.evaluation;

import java.util.ArrayList;
import java.util.List;

import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.preference.pair.PreferencePair;
import dev.attune.reward.encode.GroupEncoder;
import dev.attune.reward.encode.GroupEncoder.Encoded;
import dev.attune.reward.encode.PromptGroup;
import dev.attune.reward.encode.PromptGroup.Comparison;
import dev.attune.reward.score.Judgements;
import dev.attune.reward.score.RewardScorer;
import dev.attune.reward.score.SequenceScores;

/**
 * Comparisons scored by a reward model.
 *
 * @param decisive with raw scores, in the order of their prompts
 * @param ties the same
 * @param leftOut comparisons that are longer than the model's context
 */
public record PairScoring(List<ScoredPair> decisive, List<ScoredPair> ties, int leftOut) {

    public PairScoring {
        decisive = List.copyOf(decisive);
        ties = List.copyOf(ties);
    }

    /** Scores all decided comparisons and ties that fit the model's context. */
    public static PairScoring of(RewardScorer scorer, List<PreferencePair> pairs) {
        double marginScale = scorer.description().configuration().objective().marginScale();
        GroupEncoder encoder = new GroupEncoder(scorer.encoder(), scorer.maximumTokens(), marginScale, true);
        Encoded encoded = encoder.encode(pairs.stream()
                .filter(pair -> pair.outcome() != Outcome.BOTH_BAD)
                .toList());
        return of(scorer.rawRowScores(encoded.rows()), encoded);
    }

    public static PairScoring of(SequenceScores scoring, Encoded encoded) {
        return of(Judgements.of(scoring.ofRows(encoded.rows())).scores(), encoded);
    }

    private static PairScoring of(double[] scores, Encoded encoded) {
        List<ScoredPair> decisive = new ArrayList<>();
        List<ScoredPair> ties = new ArrayList<>();
        int before = 0;
        for (PromptGroup group : encoded.groups()) {
            for (Comparison one : group.comparisons()) {
                double chosen = scores[before + one.first()];
                double rejected = scores[before + one.second()];
                (one.pair().isDecisive() ? decisive : ties)
                        .add(new ScoredPair(one.pair(), chosen, rejected, one.margin()));
            }
            before += group.answers();
        }
        return new PairScoring(decisive, ties, encoded.leftOut());
    }
}
