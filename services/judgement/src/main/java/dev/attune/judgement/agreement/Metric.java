package dev.attune.judgement.agreement;

/** How far two categories are from each other, squared, as Krippendorff's alpha counts it (Krippendorff 2011, "Computing alpha-reliability"). */
public enum Metric {
    /** All different ones are equally far: 1. */
    NOMINAL {
        @Override
        double squared(Ratings ratings, double[] totals, int a, int b) {
            return a == b ? 0 : 1;
        }
    },
    /** As many ratings as lie between: (sum of n_g for g from a to b, less (n_a + n_b) / 2), squared. */
    ORDINAL {
        @Override
        double squared(Ratings ratings, double[] totals, int a, int b) {
            double between = -(totals[a] + totals[b]) / 2;
            for (int g = Math.min(a, b); g <= Math.max(a, b); g++) {
                between += totals[g];
            }
            return a == b ? 0 : between * between;
        }
    },
    /** The difference of the values: (a - b), squared. */
    INTERVAL {
        @Override
        double squared(Ratings ratings, double[] totals, int a, int b) {
            double difference = ratings.value(a) - ratings.value(b);
            return difference * difference;
        }
    },
    /** The difference beside the sum: ((a - b) / (a + b)), squared. */
    RATIO {
        @Override
        double squared(Ratings ratings, double[] totals, int a, int b) {
            if (a == b) {
                return 0;
            }
            double share = (ratings.value(a) - ratings.value(b)) / (ratings.value(a) + ratings.value(b));
            return share * share;
        }
    };

    abstract double squared(Ratings ratings, double[] totals, int a, int b);
}
