package dev.attune.judgement.choice;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Chooses several pairs at once. The most valuable come first, but no answer twice in a batch: what is told by the first vote on it would be counted twice.
 * A share of all picks is drawn evenly, whatever the strategy: only there is accuracy measured without bias, and drift noticed.
 */
public final class BatchChoice {

    private final Strategy strategy;
    private final double evenShare;
    private final RandomGenerator random;

    /**
     * A way to choose.
     *
     * @param evenShare which share is drawn evenly, from 0 to 1
     */
    public BatchChoice(Strategy strategy, double evenShare, RandomGenerator random) {
        if (!(evenShare >= 0 && evenShare <= 1)) {
            throw new IllegalArgumentException("The share that is drawn evenly lies between 0 and 1: " + evenShare);
        }
        this.strategy = strategy;
        this.evenShare = evenShare;
        this.random = random;
    }

    /**
     * A pair that may be asked about.
     *
     * @param first one answer's number
     * @param second the other's
     * @param asked how many votes there are
     */
    public record Candidate(Difference difference, int first, int second, int asked) {}

    private record Valued(int place, double value) {}

    /** The places of at most {@code size} candidates, the most valuable first. */
    public List<Integer> pick(List<Candidate> candidates, LinearWorth worth, int size) {
        List<Valued> valued = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            valued.add(new Valued(
                    i,
                    strategy.value(
                            worth.lead(candidate.difference()),
                            worth.variance(candidate.difference()),
                            candidate.asked(),
                            random)));
        }
        valued.sort(Comparator.comparingDouble(Valued::value).reversed());
        List<Integer> picks = new ArrayList<>();
        BitSet busy = new BitSet();
        int next = 0;
        while (picks.size() < size && next < valued.size()) {
            int place = random.nextDouble() < evenShare
                    ? random.nextInt(candidates.size())
                    : valued.get(next++).place();
            Candidate candidate = candidates.get(place);
            if (!busy.get(candidate.first()) && !busy.get(candidate.second())) {
                busy.set(candidate.first());
                busy.set(candidate.second());
                picks.add(place);
            }
        }
        return picks;
    }
}
