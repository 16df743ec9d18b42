package dev.attune.judgement.signal;

import dev.attune.judgement.finding.Interval;

/**
 * One sign about a rater.
 *
 * @param kind of what
 * @param logOdds ln P(seen | careless) / P(seen | honest), within the kind's bound
 * @param flagged whether it passes its own threshold; that is a hint for people, and condemns nobody
 * @param cases what it rests on, such as how many golds
 */
public record Sign(Kind kind, double logOdds, boolean flagged, int cases) {

    /** What a sign is of. Its bound says how much it may ever weigh: what careful people show, too, weighs little. */
    public enum Kind {
        /** Faster than anybody reads: enough for a hint, never for a warning, as some skim and judge well. */
        SPEED(3),
        /** The same answer again and again; in controlled studies hardly better than chance. */
        STRAIGHT_LINING(0.5),
        /** Other answers to the same question. */
        OWN_CONSISTENCY(4),
        /** The same side, whatever stands there. */
        SIDE(4),
        /** Wrong on items with a known answer. */
        GOLD(5),
        /** Wrong on items that say openly which answer to take. */
        ATTENTION(5),
        /** Critiques copied from others or from oneself. */
        COPIES(3),
        /** Votes that the crowd finds improbable. A minority's do, too, so that this alone never makes anybody probably careless. */
        CROWD(1.5),
        /** Longer answers preferred by far more than others do: a taste, which says nothing about care. */
        LENGTH(0);

        private final double bound;

        Kind(double bound) {
            this.bound = bound;
        }
    }

    /** Of careful people, before anything is known of a project's answers. */
    public static final double USUAL_CONSISTENCY = 0.85;

    public Sign {
        logOdds = kind.bound == 0 ? 0 : Math.clamp(logOdds, -kind.bound, kind.bound);
    }

    private static double binomial(int of, int cases, double careless, double honest) {
        return of * Math.log(careless / honest) + (cases - of) * Math.log((1 - careless) / (1 - honest));
    }

    /** Half of the careless ones show such a sign and half do not: without it nobody is much the better. */
    private static double ofHalf(double log) {
        return log > 30 ? log - Math.log(2) : Math.log((1 + Math.exp(log)) / 2);
    }

    /**
     * Items with a known answer: the sequential test of a share of 0.9 right against 0.6 (Wald 1945), flagged at ln 100. It is up to the caller to take golds
     * that the crowd contradicts out.
     */
    public static Sign gold(int right, int wrong) {
        double log = binomial(right, right + wrong, 0.6, 0.9);
        return new Sign(Kind.GOLD, log, log >= Math.log(100), right + wrong);
    }

    /**
     * Items that say openly which answer to take: one who does not read misses half of them, others 3 in 100; flagged at ln 100, so that two misses of two
     * are not enough and three of three are.
     */
    public static Sign attention(int right, int wrong) {
        double log = binomial(right, right + wrong, 0.5, 0.97);
        return new Sign(Kind.ATTENTION, log, right + wrong >= 3 && log >= Math.log(100), right + wrong);
    }

    /** The same where others are as consistent as {@value #USUAL_CONSISTENCY}. */
    public static Sign ownConsistency(int same, int other) {
        return ownConsistency(same, other, USUAL_CONSISTENCY);
    }

    /**
     * Items shown again with sides swapped: the same answer from half of the careless ones and from the usual share of the others; flagged where, after eight or more,
     * even the middle of Wilson's interval is below 0.6 and its lower end, too. How consistent careful people are depends on how near the answers are to each other: the
     * usual share is to be measured on the others of the same project.
     *
     * @param usual share of the others; taken for at least 0.6, as less tells nobody from those who toss coins
     */
    public static Sign ownConsistency(int same, int other, double usual) {
        int cases = same + other;
        boolean low = cases >= 8
                && Interval.wilson(same, cases, 0.95)
                        .value()
                        .filter(share -> share.low() < 0.6 && share.estimate() < 0.6)
                        .isPresent();
        double honest = Math.clamp(usual, 0.6, 0.95);
        return new Sign(Kind.OWN_CONSISTENCY, binomial(same, cases, 0.5, honest), low, cases);
    }

    /** Votes for either side, which were drawn, so that none is better: the two-sided mixture's e-value, flagged at 1,000. Ties are left out. */
    public static Sign side(int left, int right) {
        double log = dev.attune.judgement.anytime.Mixtures.logTwoSided(left, right, 1);
        return new Sign(Kind.SIDE, ofHalf(log), log >= Math.log(1000), left + right);
    }

    /**
     * The longest run of one answer: P(a run of L or more) is about N (1 - p) p^L, with the answer's own share p; flagged below 0.001.
     *
     * @param share of the answer among the rater's own
     */
    public static Sign straightLining(int votes, int longest, double share) {
        double probability = Math.min(1, votes * (1 - share) * Math.pow(share, longest));
        boolean flagged = votes > 0 && (share < 1 ? probability < 0.001 : votes >= 20);
        return new Sign(Kind.STRAIGHT_LINING, flagged ? 0.5 : 0, flagged, votes);
    }

    /** Votes that took less than a third of what the pool's quickest twentieth took for as long texts: half of a careless one's, a hundredth of others'. */
    public static Sign speed(int under, int votes) {
        double log = binomial(under, votes, 0.5, 0.01);
        return new Sign(Kind.SPEED, ofHalf(log), votes >= 10 && under > votes / 4, votes);
    }

    /** Critiques that are nearly equal to earlier ones, see {@link Copies}: three are flagged. */
    public static Sign copies(int copied, int critiques) {
        return new Sign(Kind.COPIES, ofHalf(binomial(copied, critiques, 0.4, 0.02)), copied >= 3, critiques);
    }

    /**
     * Votes beside what the crowd's model expects: the product of guess / expected over the votes, an e-value with ties in both; flagged at 20 and after 5 votes
     * (after FastChat's test, which leaves ties out of what it expects and so accuses those who give them).
     *
     * @param expected P(the vote) by a model of the others, for each vote
     * @param guess P(the vote) of somebody who guesses: as many ties as the crowd, and the two sides alike
     */
    public static Sign crowd(double[] expected, double[] guess) {
        double log = 0;
        for (int i = 0; i < expected.length; i++) {
            log += Math.log(guess[i] / expected[i]);
        }
        return new Sign(Kind.CROWD, log, expected.length >= 5 && log > Math.log(20), expected.length);
    }

    /**
     * The rater's own weight of ln(length left / length right) beside the pool's: flagged at |z| above 3 and more than 1 from it.
     *
     * @param excess the rater's weight less the pool's
     * @param deviation its standard error
     */
    public static Sign length(double excess, double deviation, int votes) {
        return new Sign(Kind.LENGTH, 0, Math.abs(excess) > 1 && Math.abs(excess) > 3 * deviation, votes);
    }
}
