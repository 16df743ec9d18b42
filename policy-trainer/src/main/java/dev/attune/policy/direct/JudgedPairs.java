package dev.attune.policy.direct;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.attune.policy.rollout.GroupRollout;
import dev.attune.policy.rollout.Trajectory;

/** What a judge says of two answers to each prompt. */
final class JudgedPairs {

    private JudgedPairs() {}

    /** The pairs that the judge decides: of the others nothing can be learned. */
    static List<ReferencedPair> of(GroupRollout groups, double missingEndPenalty) {
        List<ReferencedPair> pairs = new ArrayList<>();
        for (List<Trajectory> group : groups.groups()) {
            Trajectory first = group.getFirst();
            Trajectory second = group.getLast();
            int order = Double.compare(score(first, missingEndPenalty), score(second, missingEndPenalty));
            if (order != 0) {
                pairs.add(order > 0 ? pair(first, second) : pair(second, first));
            }
        }
        return pairs;
    }

    private static double score(Trajectory answer, double missingEndPenalty) {
        return answer.score() - (answer.ended() ? 0 : missingEndPenalty);
    }

    private static ReferencedPair pair(Trajectory chosen, Trajectory rejected) {
        EncodedPair pair = new EncodedPair(chosen.promptTokens(), chosen.tokens(), rejected.tokens(), 1, 1);
        return new ReferencedPair(pair, reference(chosen), reference(rejected), Optional.empty());
    }

    private static float reference(Trajectory answer) {
        double sum = 0;
        for (float logProb : answer.referenceLogProbs()) {
            sum += logProb;
        }
        return (float) sum;
    }
}
