package dev.attune.judgement.agreement;

import java.util.ArrayList;
import java.util.List;

import dev.attune.judgement.finding.Finding;
import dev.attune.judgement.finding.Interval;

/**
 * Ratings beside what an adjudicator settled: the only figure of agreement that says right and not just alike.
 *
 * @param accuracy the share that is right, with Wilson's interval at 95 %
 * @param recall for each category of the adjudicator, the share that was found, likewise; undefined where the adjudicator never gave it
 */
public record Adjudication(Finding<Interval> accuracy, List<Finding<Interval>> recall) {

    private static final double LEVEL = 0.95;

    public Adjudication {
        recall = List.copyOf(recall);
    }

    /**
     * Compares; an item without a rating or without an adjudication is left out.
     *
     * @param given categories, or {@link Ratings#MISSING}
     * @param settled what the adjudicator says of the same items
     */
    public static Adjudication of(int categories, int[] given, int[] settled) {
        if (given.length != settled.length) {
            throw new IllegalArgumentException(
                    "There are " + given.length + " ratings and " + settled.length + " answers.");
        }
        double[] right = new double[categories];
        double[] all = new double[categories];
        for (int item = 0; item < given.length; item++) {
            if (given[item] != Ratings.MISSING && settled[item] != Ratings.MISSING) {
                all[settled[item]]++;
                right[settled[item]] += given[item] == settled[item] ? 1 : 0;
            }
        }
        double rights = 0;
        double items = 0;
        List<Finding<Interval>> recall = new ArrayList<>();
        for (int category = 0; category < categories; category++) {
            rights += right[category];
            items += all[category];
            recall.add(Interval.wilson(right[category], all[category], LEVEL));
        }
        return new Adjudication(Interval.wilson(rights, items, LEVEL), recall);
    }
}
