package dev.attune.judgement.choice;

import java.util.random.RandomGenerator;

import dev.attune.judgement.maths.Logistic;

/** How a pair is valued as the next one to ask about; the most valuable is asked about first. */
public enum Strategy {
    /** Any: what all others are measured against. */
    RANDOM {
        @Override
        double value(double lead, double variance, int asked, RandomGenerator random) {
            return random.nextDouble();
        }
    },
    /** What has been asked about least, then any. */
    LEAST_COVERED {
        @Override
        double value(double lead, double variance, int asked, RandomGenerator random) {
            return random.nextDouble() - asked;
        }
    },
    /** {@link ExpectedInformation}. */
    INFORMATION {
        @Override
        double value(double lead, double variance, int asked, RandomGenerator random) {
            return ExpectedInformation.of(lead, variance);
        }
    },
    /** By how much a vote shrinks the doubt about the lead: p (1 - p) times its variance, the D-optimal choice of one vote. */
    D_OPTIMAL {
        @Override
        double value(double lead, double variance, int asked, RandomGenerator random) {
            double p = Logistic.sigmoid(lead);
            return p * (1 - p) * variance;
        }
    },
    /** The most even. */
    MARGIN {
        @Override
        double value(double lead, double variance, int asked, RandomGenerator random) {
            return -Math.abs(lead);
        }
    },
    /** The most even under leads that are drawn from what is believed. */
    THOMPSON {
        @Override
        double value(double lead, double variance, int asked, RandomGenerator random) {
            return -Math.abs(lead + Math.sqrt(variance) * random.nextGaussian());
        }
    };

    /**
     * How valuable a vote on a pair is, in a unit of the strategy's own.
     *
     * @param lead the expected lead, in logits
     * @param variance the lead's variance
     * @param asked how many votes there are
     */
    abstract double value(double lead, double variance, int asked, RandomGenerator random);
}
