package dev.attune.judgement.anytime;

import java.util.HashMap;
import java.util.Map;

import dev.attune.judgement.finding.Finding;
import dev.attune.judgement.finding.Interval;

/**
 * A {@link ConfidenceSequence} of votes from raters who give many each, and have tastes: one score for each rater, the mean of the first votes up to a
 * window, counted when the window is full. Later votes of that rater do not count: a second window of the same person is no second witness. It is about
 * the mean over raters, and may be looked at after every vote. Five raters prove nothing, however often they vote.
 */
public final class RaterSequence {

    private final ConfidenceSequence sequence;
    private final int window;
    private final Map<Integer, double[]> open = new HashMap<>();

    /**
     * An empty one.
     *
     * @param window votes of each rater: more make each rater's score surer, fewer let more raters count
     */
    public RaterSequence(double alpha, int window) {
        if (window < 1) {
            throw new IllegalArgumentException("A window has a vote at least.");
        }
        this.sequence = new ConfidenceSequence(alpha);
        this.window = window;
    }

    /** One more vote: 1, 1/2 or 0. */
    public void add(int rater, double score) {
        double[] own = open.computeIfAbsent(rater, fresh -> new double[2]);
        if (own[1] == window) {
            return;
        }
        own[0] += score;
        own[1]++;
        if (own[1] == window) {
            sequence.add(own[0] / window);
        }
    }

    /** How many raters' windows are full. */
    public int raters() {
        return sequence.scores();
    }

    /** The interval now. */
    public Finding<Interval> interval() {
        return sequence.interval();
    }
}
