package dev.attune.judgement.agreement;

import java.util.Arrays;

import dev.attune.judgement.finding.Finding;
import dev.attune.judgement.finding.Undefined;

/**
 * What raters said of units: a row for each unit with a place for each rater, in which stands the number of a category or {@link #MISSING}.
 * Categories are numbered in their order, if they have one, and each has a value.
 */
public final class Ratings {

    /** The place of a rater who did not rate the unit. */
    public static final int MISSING = -1;

    private final double[] values;
    private final int[][] rows;

    private Ratings(double[] values, int[][] rows) {
        this.values = values;
        this.rows = rows;
    }

    /**
     * Ratings on a scale.
     *
     * @param values of the categories, ascending; what interval and ratio metrics measure by
     * @param rows for each unit the categories, by rater
     */
    public static Ratings of(double[] values, int[][] rows) {
        for (int[] row : rows) {
            for (int category : row) {
                if (category < MISSING || category >= values.length) {
                    throw new IllegalArgumentException("There is no category " + category + ".");
                }
            }
        }
        return new Ratings(values.clone(), Arrays.stream(rows).map(int[]::clone).toArray(int[][]::new));
    }

    /** Ratings in categories 0 to categories-1, which are their own values. */
    public static Ratings of(int categories, int[][] rows) {
        double[] values = new double[categories];
        Arrays.setAll(values, category -> category);
        return of(values, rows);
    }

    /** How many units there are. */
    public int units() {
        return rows.length;
    }

    public int categories() {
        return values.length;
    }

    /** The ratings of the units at these places, which may repeat. */
    public Ratings at(int[] places) {
        return new Ratings(
                values, Arrays.stream(places).mapToObj(place -> rows[place]).toArray(int[][]::new));
    }

    /** The ratings of two raters alone. */
    public Ratings pair(int first, int second) {
        return new Ratings(
                values,
                Arrays.stream(rows)
                        .map(row -> new int[] {row[first], row[second]})
                        .toArray(int[][]::new));
    }

    double value(int category) {
        return values[category];
    }

    /** How often each category was given to a unit. */
    int[] counts(int unit) {
        int[] counts = new int[values.length];
        for (int category : rows[unit]) {
            if (category != MISSING) {
                counts[category]++;
            }
        }
        return counts;
    }

    /** How often two raters gave each pair of categories; undefined where there are not two. */
    Finding<double[][]> table() {
        double[][] table = new double[values.length][values.length];
        boolean any = false;
        for (int[] row : rows) {
            if (row.length != 2) {
                return Finding.undefined(Undefined.NOT_TWO);
            }
            if (row[0] != MISSING && row[1] != MISSING) {
                table[row[0]][row[1]]++;
                any = true;
            }
        }
        return any ? Finding.of(table) : Finding.undefined(Undefined.NOTHING_PAIRED);
    }
}
