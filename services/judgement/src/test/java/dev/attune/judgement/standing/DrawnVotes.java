package dev.attune.judgement.standing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** Votes that src/test/oracle/standing.py draws, too, and others. */
final class DrawnVotes {

    private long state = 7;

    private DrawnVotes() {}

    /** Three checkpoints: 30 to 20, 28 to 12 and 25 to 15. */
    static Ballots golden() {
        List<Ballot> all = new ArrayList<>();
        add(all, 0, 1, 30, 20);
        add(all, 0, 2, 28, 12);
        add(all, 1, 2, 25, 15);
        return new Ballots(3, all);
    }

    /** Votes of raters and on prompts of their own. */
    static void add(List<Ballot> all, int left, int right, int wins, int losses) {
        for (Outcome outcome : List.of(Outcome.LEFT, Outcome.RIGHT)) {
            for (int i = 0; i < (outcome == Outcome.LEFT ? wins : losses); i++) {
                all.add(new Ballot(all.size(), all.size(), left, right, outcome));
            }
        }
    }

    /** Forty raters, fifty prompts, four checkpoints; every fifth vote is a tie, if wanted. */
    static Ballots drawn(boolean ties) {
        DrawnVotes source = new DrawnVotes();
        List<Ballot> all = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            int rater = source.draw(40);
            int prompt = source.draw(50);
            int left = source.draw(4);
            int right = (left + 1 + source.draw(3)) % 4;
            int lead = 6 * (right - left) + (rater % 5 - 2) * 6 + (prompt % 7 - 3) * 4 + 8;
            Outcome outcome = source.draw(100) < 50 + lead ? Outcome.LEFT : Outcome.RIGHT;
            double style = (source.draw(201) - 100) / 100.0;
            all.add(new Ballot(rater, prompt, left, right, ties && i % 5 == 0 ? Outcome.TIE : outcome, List.of(style)));
        }
        return new Ballots(4, all);
    }

    private int draw(int below) {
        state = (state * 1103515245 + 12345) % (1L << 31);
        return (int) (state / 65536 % below);
    }

    /** Two checkpoints of equal worth on the whole, of which each rater prefers one or the other. */
    static Ballots clustered(int raters, int votesEach, double spread, SplittableRandom random) {
        List<Ballot> all = new ArrayList<>();
        for (int rater = 0; rater < raters; rater++) {
            double taste = spread * random.nextGaussian();
            for (int vote = 0; vote < votesEach; vote++) {
                boolean first = random.nextDouble() < 1 / (1 + Math.exp(-taste));
                boolean swapped = random.nextBoolean();
                all.add(new Ballot(
                        rater,
                        all.size(),
                        swapped ? 1 : 0,
                        swapped ? 0 : 1,
                        first == swapped ? Outcome.RIGHT : Outcome.LEFT));
            }
        }
        return new Ballots(2, Collections.unmodifiableList(all));
    }
}
