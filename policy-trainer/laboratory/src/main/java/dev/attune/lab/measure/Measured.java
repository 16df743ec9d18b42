package dev.attune.lab.measure;

/**
 * A number with its 95 % interval. The interval of a biased measure (the calibration error of few examples) need not hold
 * the value.
 */
public record Measured(double value, double low, double high) {

    /** Whether the interval lies on one side of 0. */
    public boolean isClearOfZero() {
        return low > 0 || high < 0;
    }
}
