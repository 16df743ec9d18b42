package dev.attune.judgement.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import dev.attune.judgement.maths.Logistic;
import dev.attune.judgement.signal.Carelessness;
import dev.attune.judgement.signal.Pace;
import dev.attune.judgement.signal.Sign;

/**
 * A simulated crowd of {@value #RATERS} whose care is known, measured by the signs of care alone: no rater is held against what others think of the answers. A quarter of it has
 * the opposite taste and takes as much care. Each has rated {@value #VOTES} pairs, whose leads are N(0, 2.1^2) in logits, and a number of checks beside: half of them items with a
 * known answer, a quarter items that say which to take, a quarter pairs of before with their sides swapped.
 *
 * <p>Assumed, as nothing here measures people: that careful raters of either taste are right on known items with N(1, 0.25^2) times N(3, 0.7^2) as log odds (0.94 on average), and
 * on those that say which to take 97 times of 100; that who does not read tosses a coin on all of them; that reading takes 4 s and a quarter of a second a word, with a spread of 0.4 in
 * logarithms, and clicking 1 to 2 s. A repeated pair is answered from its lead, so that careful raters contradict themselves as often as near pairs make them.
 */
public final class PlantedCare {

    public static final int RATERS = 40;
    public static final int CARELESS = 10;
    public static final int MINORITY = 10;
    public static final int VOTES = 120;

    private static final double LEAD = 2.1;

    /** So many repeats are taken for as consistent as is usual elsewhere. */
    private static final int ASSUMED = 20;

    /** What somebody does. */
    public enum Kind {
        CAREFUL,
        OTHER_TASTE,
        /** Clicks either side without reading, within 2 s. */
        CLICKER,
        /** Tosses coins, and takes the time. */
        COIN,
        /** Takes the left one in 92 of 100, and the time. */
        LEFT,
        /** Prefers the worse one, knowingly: on known items, too. */
        INVERTED;

        public boolean careless() {
            return this != CAREFUL && this != OTHER_TASTE;
        }
    }

    /** A rater with the probability of being careless that the signs add up to. */
    public record Judged(Kind kind, double probability) {}

    private final Random random;
    private final int checks;

    private PlantedCare(int checks, long seed) {
        this.checks = checks;
        this.random = new Random(seed);
    }

    /** Plants and measures; the same seed gives the same crowd. */
    public static List<Judged> run(int checks, long seed) {
        return new PlantedCare(checks, seed).judged();
    }

    /** How many were right and wrong. */
    private static final class Count {
        private int right;
        private int wrong;

        private void add(boolean wasRight) {
            right += wasRight ? 1 : 0;
            wrong += wasRight ? 0 : 1;
        }
    }

    /** What a rater left behind: what became of the checks, and each vote's side and time. */
    private record Traces(
            Kind kind, Count gold, Count attention, Count repeats, List<Boolean> left, List<Pace.Timed> times) {}

    private List<Judged> judged() {
        List<Traces> crowd = new ArrayList<>();
        for (int rater = 0; rater < RATERS; rater++) {
            crowd.add(traces(kind(rater)));
        }
        Pace pace = new Pace(crowd.stream().map(Traces::times).toList());
        return crowd.stream().map(one -> judged(one, pace, crowd)).toList();
    }

    private static Kind kind(int rater) {
        if (rater < 3) {
            return Kind.CLICKER;
        }
        if (rater < 6) {
            return Kind.COIN;
        }
        if (rater < 8) {
            return Kind.LEFT;
        }
        if (rater < CARELESS) {
            return Kind.INVERTED;
        }
        return rater < CARELESS + MINORITY ? Kind.OTHER_TASTE : Kind.CAREFUL;
    }

    private Traces traces(Kind kind) {
        double slope = 1 + 0.25 * random.nextGaussian();
        Traces traces = new Traces(kind, new Count(), new Count(), new Count(), new ArrayList<>(), new ArrayList<>());
        double[] leads = new double[VOTES];
        boolean[] first = new boolean[VOTES];
        for (int vote = 0; vote < VOTES; vote++) {
            leads[vote] = LEAD * random.nextGaussian();
            boolean firstIsLeft = random.nextBoolean();
            boolean left = takesLeft(kind, slope, firstIsLeft ? leads[vote] : -leads[vote]);
            first[vote] = left == firstIsLeft;
            traces.left().add(left);
            traces.times().add(time(kind));
        }
        for (int check = 0; check < checks; check++) {
            switch (check % 4) {
                case 0, 2 -> traces.gold().add(right(kind, slope, 3 + 0.7 * random.nextGaussian()));
                case 1 -> traces.repeats().add(again(kind, slope, leads[check / 4], first[check / 4]));
                default -> traces.attention().add(right(kind, 1, Logistic.logit(0.97)));
            }
        }
        return traces;
    }

    /** Whether the left answer is taken, which is better by {@code lead} for most people. */
    private boolean takesLeft(Kind kind, double slope, double lead) {
        double left = switch (kind) {
            case CAREFUL -> Logistic.sigmoid(slope * lead);
            case OTHER_TASTE, INVERTED -> Logistic.sigmoid(-slope * lead);
            case CLICKER, COIN -> 0.5;
            case LEFT -> 0.92;
        };
        return random.nextDouble() < left;
    }

    /** Of a check that is not a matter of taste; where its answer stands is drawn. */
    private boolean right(Kind kind, double slope, double lead) {
        Kind beyondTaste = kind == Kind.OTHER_TASTE ? Kind.CAREFUL : kind;
        boolean rightIsLeft = random.nextBoolean();
        return takesLeft(beyondTaste, slope, rightIsLeft ? lead : -lead) == rightIsLeft;
    }

    /** Whether the pair is answered as before, on whichever side its first answer stands now. */
    private boolean again(Kind kind, double slope, double lead, boolean firstTaken) {
        boolean firstIsLeft = random.nextBoolean();
        boolean left = takesLeft(kind, slope, firstIsLeft ? lead : -lead);
        return (left == firstIsLeft) == firstTaken;
    }

    private Pace.Timed time(Kind kind) {
        int words = 30 + random.nextInt(200);
        double seconds = kind == Kind.CLICKER
                ? 1 + random.nextDouble()
                : (4 + words / 4.0) * Math.exp(0.4 * random.nextGaussian());
        return new Pace.Timed(words, seconds);
    }

    private static Judged judged(Traces one, Pace pace, List<Traces> crowd) {
        double same = ASSUMED * Sign.USUAL_CONSISTENCY;
        double all = ASSUMED;
        for (Traces other : crowd) {
            same += other == one ? 0 : other.repeats().right;
            all += other == one ? 0 : other.repeats().right + other.repeats().wrong;
        }
        int left = (int) one.left().stream().filter(took -> took).count();
        List<Sign> signs = List.of(
                Sign.gold(one.gold().right, one.gold().wrong),
                Sign.attention(one.attention().right, one.attention().wrong),
                Sign.ownConsistency(one.repeats().right, one.repeats().wrong, same / all),
                Sign.side(left, VOTES - left),
                Pace.runs(one.left()),
                pace.sign(one.times()));
        return new Judged(
                one.kind(),
                Carelessness.of(Carelessness.USUAL, signs, VOTES, false).probability());
    }
}
