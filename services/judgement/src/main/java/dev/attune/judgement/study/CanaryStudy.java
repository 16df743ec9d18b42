package dev.attune.judgement.study;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;

import dev.attune.judgement.canary.Arm;
import dev.attune.judgement.canary.CanaryRule;
import dev.attune.judgement.canary.CanaryTest;
import dev.attune.judgement.canary.Outcome;
import dev.attune.judgement.maths.Logistic;
import dev.attune.judgement.maths.Normal;

/**
 * Canaries whose truth is known, looked at after every vote: how often one that is no better is promoted, and how many votes one takes that is. Production is
 * liked with a probability of {@value #PRODUCTION}; an arm is drawn for each person at even odds.
 */
public final class CanaryStudy {

    /** How likely a vote for production is. */
    public static final double PRODUCTION = 0.5;

    private static final double ALPHA = 0.05;
    private static final double RATERS_DIFFER = 0.7;
    private static final double ONE_SIDED = Normal.quantile(1 - ALPHA);
    private static final CanaryRule RULE = new CanaryRule(0, ALPHA, ALPHA, Map.of());

    private CanaryStudy() {}

    /**
     * How canaries ended.
     *
     * @param promoted share of the runs
     * @param rolledBack share of the runs
     * @param naive share that a z-test which takes votes for independent would have promoted, looking from the 40th vote on
     */
    public record Ends(double promoted, double rolledBack, double naive) {}

    /**
     * Votes until a promotion.
     *
     * @param rate at which the canary is liked
     * @param fixed80 what a z-test of fixed size takes, both arms together, to promote in 80 of 100
     * @param median votes until half of the runs were promoted
     * @param most80 until 80 of 100 were
     * @param most90 until 90 of 100 were
     */
    public record Needed(double rate, int fixed80, int fixed90, int median, int most80, int most90) {}

    /** Looks after every vote: the test, and beside it a z-test of two means as one makes it who takes votes for independent and looks all the time. */
    private static final class Watcher {
        private final CanaryTest test = new CanaryTest(RULE);
        private final double[] sums = new double[2];
        private final int[] votes = new int[2];
        private Outcome first = Outcome.CONTINUE;
        private boolean naive;

        private void score(Arm arm, double score) {
            if (first == Outcome.CONTINUE) {
                test.liked(arm, score, 0.5);
                first = test.outcome();
            }
        }

        private void vote(Arm arm, double vote) {
            sums[arm.ordinal()] += vote;
            votes[arm.ordinal()]++;
            int n = votes[0] + votes[1];
            if (naive || n < 40 || votes[0] == 0 || votes[1] == 0) {
                return;
            }
            double pooled = (sums[0] + sums[1]) / n;
            double error = Math.sqrt(pooled * (1 - pooled) * (1.0 / votes[0] + 1.0 / votes[1]));
            double away = sums[Arm.CANARY.ordinal()] / votes[Arm.CANARY.ordinal()]
                    - sums[Arm.PRODUCTION.ordinal()] / votes[Arm.PRODUCTION.ordinal()];
            naive = away > ONE_SIDED * error;
        }
    }

    /** Equal arms, each vote from somebody else. */
    public static Ends equal(int runs, int votes, long seed) {
        return ends(runs, seed, (random, watcher) -> {
            for (int i = 0; i < votes; i++) {
                Arm arm = arm(random);
                double vote = random.nextDouble() < PRODUCTION ? 1 : 0;
                watcher.vote(arm, vote);
                watcher.score(arm, vote);
            }
        });
    }

    /**
     * Equal arms and {@code raters} people in all, whose likings differ by N(0, 0.7^2) in logits: the true means over people are equal, those of the people
     * who are there are not. They vote by turns at random.
     *
     * @param window votes of a person that make up a score
     */
    public static Ends clustered(int runs, int votes, int raters, int window, long seed) {
        return ends(runs, seed, (random, watcher) -> {
            Arm[] arms = new Arm[raters];
            double[] likes = new double[raters];
            for (int i = 0; i < raters; i++) {
                arms[i] = arm(random);
                likes[i] = Logistic.sigmoid(RATERS_DIFFER * Normal.quantile(random.nextDouble(1e-12, 1)));
            }
            double[] sums = new double[raters];
            int[] counts = new int[raters];
            for (int i = 0; i < votes; i++) {
                int rater = random.nextInt(raters);
                double vote = random.nextDouble() < likes[rater] ? 1 : 0;
                watcher.vote(arms[rater], vote);
                sums[rater] += vote;
                counts[rater]++;
                if (counts[rater] == window) {
                    watcher.score(arms[rater], sums[rater] / window);
                }
            }
        });
    }

    private static Ends ends(int runs, long seed, BiConsumer<SplittableRandom, Watcher> votes) {
        SplittableRandom random = new SplittableRandom(seed);
        int promoted = 0;
        int rolledBack = 0;
        int naively = 0;
        for (int run = 0; run < runs; run++) {
            Watcher watcher = new Watcher();
            votes.accept(random, watcher);
            promoted += watcher.first == Outcome.PROMOTE ? 1 : 0;
            rolledBack += watcher.first == Outcome.ROLL_BACK ? 1 : 0;
            naively += watcher.naive ? 1 : 0;
        }
        return new Ends(promoted / (double) runs, rolledBack / (double) runs, naively / (double) runs);
    }

    /** How many votes a canary takes that people like at {@code rate}, each vote from somebody else. */
    public static Needed needed(double rate, int runs, int most, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] stops = new int[runs];
        for (int run = 0; run < runs; run++) {
            CanaryTest test = new CanaryTest(RULE);
            int votes = 0;
            while (votes < most && test.outcome() == Outcome.CONTINUE) {
                Arm arm = arm(random);
                double liked = arm == Arm.CANARY ? rate : PRODUCTION;
                test.liked(arm, random.nextDouble() < liked ? 1 : 0, 0.5);
                votes++;
            }
            stops[run] = test.outcome() == Outcome.PROMOTE ? votes : most;
        }
        Arrays.sort(stops);
        return new Needed(
                rate,
                fixed(rate, 0.8),
                fixed(rate, 0.9),
                stops[(int) (0.5 * runs)],
                stops[(int) (0.8 * runs)],
                stops[(int) (0.9 * runs)]);
    }

    /** Votes of both arms together that a one-sided z-test of two proportions takes, decided upon before the first. */
    static int fixed(double rate, double power) {
        double away = rate - PRODUCTION;
        double variance = rate * (1 - rate) + PRODUCTION * (1 - PRODUCTION);
        double z = ONE_SIDED + Normal.quantile(power);
        return 2 * (int) Math.ceil(z * z * variance / (away * away));
    }

    private static Arm arm(SplittableRandom random) {
        return random.nextBoolean() ? Arm.CANARY : Arm.PRODUCTION;
    }
}
