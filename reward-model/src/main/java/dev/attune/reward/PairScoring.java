package dev.attune.reward;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.attune.contracts.preference.PreferencePair;
import dev.attune.reward.score.RewardScorer;

/**
 * Pairs scored by a finished reward model.
 *
 * @param scored pairs with raw scores, in their order
 * @param leftOut pairs that are longer than the model's context
 */
public record PairScoring(List<ScoredPair> scored, int leftOut) {

    public PairScoring {
        scored = List.copyOf(scored);
    }

    /** Scores all pairs that fit the model's context. */
    public static PairScoring of(RewardScorer scorer, List<PreferencePair> pairs) {
        double marginScale = scorer.description().configuration().marginScale();
        List<EncodedPair> encoded = new ArrayList<>(pairs.size());
        for (PreferencePair pair : pairs) {
            int[] prompt = scorer.encoder().prompt(pair.prompt());
            EncodedPair candidate = new EncodedPair(
                    pair,
                    scorer.encoder().join(prompt, pair.chosen()),
                    scorer.encoder().join(prompt, pair.rejected()),
                    BradleyTerry.margin(marginScale, pair.strength()) + pair.margin());
            if (candidate.length() <= scorer.maximumTokens()) {
                encoded.add(candidate);
            }
        }
        double[] scores = scorer.rawScores(Stream.concat(
                        encoded.stream().map(EncodedPair::chosen),
                        encoded.stream().map(EncodedPair::rejected))
                .toList());
        List<ScoredPair> scored = new ArrayList<>(encoded.size());
        for (int i = 0; i < encoded.size(); i++) {
            EncodedPair pair = encoded.get(i);
            scored.add(new ScoredPair(pair.pair(), scores[i], scores[encoded.size() + i], pair.margin()));
        }
        return new PairScoring(scored, pairs.size() - encoded.size());
    }
}
