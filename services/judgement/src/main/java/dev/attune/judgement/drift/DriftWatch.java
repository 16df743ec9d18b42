package dev.attune.judgement.drift;

import dev.attune.judgement.finding.Finding;
import dev.attune.judgement.finding.Interval;

/**
 * Page's cumulative sum of what each rating says for a drift against what it says for none (Page 1954, "Continuous inspection schemes"), never below 0:
 * {@code S = max(0, S + e ln(q / p) + (1 - e) ln((1 - q) / (1 - p)))} with e = 1 where a rating disagrees with the reward model, p what is usual and q what
 * a drift makes of it. Unlike an interval it may be looked at after every rating.
 *
 * <p>Ratings must be drawn evenly from what people are asked: those that were chosen because they are hard look like a drift. Ties say
 * nothing and are left out by the caller.
 */
public final class DriftWatch {

    private static final double LEVEL = 0.95;

    private final DriftRule rule;
    private State state;

    /**
     * How far a watch has come: kept somewhere, it goes on after a restart.
     *
     * @param sum the cumulative sum
     * @param ratings all so far
     * @param since those since the sum was last 0: since the drift began, if there is one
     * @param errors those of them that disagree with the reward model
     */
    public record State(double sum, long ratings, long since, long errors) {
        /** Before the first rating. */
        public static final State START = new State(0, 0, 0, 0);
    }

    /** A watch that has come so far. */
    public DriftWatch(DriftRule rule, State state) {
        this.rule = rule;
        this.state = state;
    }

    /** One more rating. Once a drift is noticed no more ratings change that. */
    public void add(boolean disagrees) {
        if (noticed()) {
            return;
        }
        double step = disagrees
                ? Math.log(rule.drifted() / rule.usual())
                : Math.log((1 - rule.drifted()) / (1 - rule.usual()));
        double sum = state.sum + step;
        state = sum <= 0
                ? new State(0, state.ratings + 1, 0, 0)
                : new State(sum, state.ratings + 1, state.since + 1, state.errors + (disagrees ? 1L : 0L));
    }

    /** Whether there is a drift. */
    public boolean noticed() {
        return state.sum >= rule.threshold();
    }

    public State state() {
        return state;
    }

    /** After how many ratings the drift began, as far as can be told; meaningful once it is noticed. */
    public long beganAfter() {
        return state.ratings - state.since;
    }

    /**
     * The reward model's accuracy since then, with Wilson's interval at 95 %. It flatters a drift, as it begins where the ratings did;
     * undefined while the sum is 0.
     */
    public Finding<Interval> accuracySince() {
        return Interval.wilson((double) (state.since - state.errors), (double) state.since, LEVEL);
    }
}
