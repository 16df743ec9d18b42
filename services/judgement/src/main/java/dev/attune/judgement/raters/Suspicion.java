package dev.attune.judgement.raters;

import java.util.ArrayList;
import java.util.List;

/**
 * Whom the model does not believe, each with the reason. Somebody is only named when the doubt about his estimate leaves little room: for a
 * slope far below the usual one its upper bound must be far below, for a side its lower bound must be large. A crowd most of whom are inverted looks
 * right from inside: only gold items tell.
 */
public enum Suspicion {
    /** The slope is near 0: what is said has nothing to do with the answers. */
    DOES_NOT_LOOK,
    /** The slope is below 0: better and worse are the wrong way round. Another taste looks the same. */
    INVERTED,
    /** One place is taken far too often. */
    TAKES_A_SIDE;

    /** One-sided, 95 %. */
    private static final double WIDTH = 1.645;

    private static final double SMALLEST_SHARE = 0.6;
    private static final double LARGEST_SIDE = 1;

    /** The reasons against each rater; mostly none. */
    public static List<List<Suspicion>> of(List<RaterEstimate> estimates) {
        double floor = SMALLEST_SHARE * median(estimates);
        List<List<Suspicion>> all = new ArrayList<>();
        for (RaterEstimate estimate : estimates) {
            all.add(of(estimate, floor));
        }
        return List.copyOf(all);
    }

    private static List<Suspicion> of(RaterEstimate estimate, double floor) {
        List<Suspicion> reasons = new ArrayList<>();
        double highest = estimate.slope() + WIDTH * estimate.slopeDeviation();
        if (highest < 0) {
            reasons.add(INVERTED);
        } else if (highest < floor) {
            reasons.add(DOES_NOT_LOOK);
        }
        if (Math.abs(estimate.side()) - WIDTH * estimate.sideDeviation() > LARGEST_SIDE) {
            reasons.add(TAKES_A_SIDE);
        }
        return List.copyOf(reasons);
    }

    private static double median(List<RaterEstimate> estimates) {
        double[] slopes =
                estimates.stream().mapToDouble(RaterEstimate::slope).sorted().toArray();
        if (slopes.length == 0) {
            return 0;
        }
        int half = slopes.length / 2;
        return slopes.length % 2 == 1 ? slopes[half] : (slopes[half - 1] + slopes[half]) / 2;
    }
}
