package dev.attune.judgement.standing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What votes are taken for independent of each other. Votes of one person, and on one prompt, are not. */
public enum Clusters {
    /** Every vote, and the model is right: the inverse Hessian. */
    MODEL,
    /** Every vote: the sandwich of Huber and White, H^-1 (sum g g') H^-1. */
    VOTES,
    /** Whole raters: the scores g are summed for each first, and n / (n - 1) makes up for few. */
    RATERS,
    /** Whole prompts, likewise. */
    PROMPTS,
    /** Raters and prompts: the sum of both less that of their cells (Cameron, Gelbach and Miller 2011), never below either. */
    BOTH;

    /** The number of each vote's cluster, from 0. */
    int[] numbers(List<Ballot> ballots) {
        Map<Object, Integer> numbers = new HashMap<>();
        return IntStream.range(0, ballots.size())
                .map(b -> numbers.computeIfAbsent(key(ballots.get(b), b), fresh -> numbers.size()))
                .toArray();
    }

    private Object key(Ballot ballot, int place) {
        return switch (this) {
            case MODEL, VOTES -> place;
            case RATERS -> ballot.rater();
            case PROMPTS -> ballot.prompt();
            case BOTH -> List.of(ballot.rater(), ballot.prompt());
        };
    }
}
