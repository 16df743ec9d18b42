package dev.attune.judgement.anytime;

import java.util.HashMap;
import java.util.Map;

import dev.attune.judgement.finding.Finding;
import dev.attune.judgement.finding.Interval;

/** A {@link RaterSequence} for each pair of checkpoints, each at alpha / pairs, so that all hold together. */
public final class PairSequences {

    private record Pair(int one, int other) {}

    private final int checkpoints;
    private final double alpha;
    private final int window;
    private final Map<Pair, RaterSequence> pairs = new HashMap<>();

    /** For all pairs of so many checkpoints. */
    public PairSequences(int checkpoints, double alpha, int window) {
        this.checkpoints = checkpoints;
        this.alpha = alpha / Math.max(1, checkpoints * (checkpoints - 1) / 2);
        this.window = window;
    }

    /** One more vote: 1 for the first of the two, 1/2 for neither, 0 for the second. */
    public void add(int rater, int first, int second, double score) {
        of(first, second).add(rater, first < second ? score : 1 - score);
    }

    /** The interval of the first one's score against the second, now. */
    public Finding<Interval> interval(int first, int second) {
        Finding<Interval> interval = of(first, second).interval();
        return first < second
                ? interval
                : interval.map(own -> new Interval(1 - own.estimate(), 1 - own.high(), 1 - own.low()));
    }

    /** How many raters of the two count so far. */
    public int raters(int first, int second) {
        return of(first, second).raters();
    }

    private RaterSequence of(int first, int second) {
        int low = Math.min(first, second);
        int high = Math.max(first, second);
        if (low == high || low < 0 || high >= checkpoints) {
            throw new IllegalArgumentException("There is no pair of " + first + " and " + second + ".");
        }
        return pairs.computeIfAbsent(new Pair(low, high), fresh -> new RaterSequence(alpha, window));
    }
}
