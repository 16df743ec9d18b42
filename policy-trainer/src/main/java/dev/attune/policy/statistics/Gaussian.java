package dev.attune.policy.statistics;

/** The two numbers of the normal and of Student's distribution that intervals at 95 % need. */
final class Gaussian {

    /** 97.5 % of the normal distribution lie below. */
    static final double Z = 1.959963984540054;

    private Gaussian() {}

    /**
     * Share of the normal distribution below {@code x}: Abramowitz and Stegun 7.1.26, wrong by less than 1e-7.
     */
    static double below(double x) {
        double t = 1 / (1 + 0.3275911 * Math.abs(x) / Math.sqrt(2));
        double series =
                t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
        double tail = series * Math.exp(-x * x / 2) / 2;
        return x < 0 ? tail : 1 - tail;
    }

    /**
     * 97.5 % of Student's distribution lie below: the expansion of Abramowitz and Stegun 26.7.5, wrong by less than 0.001 from 5 degrees on.
     */
    static double student(int degrees) {
        double z = Z;
        double z2 = z * z;
        double first = (z2 * z + z) / 4;
        double second = ((5 * z2 + 16) * z2 + 3) * z / 96;
        double third = (((3 * z2 + 19) * z2 + 17) * z2 - 15) * z / 384;
        double fourth = ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) * z / 92160;
        return z + (first + (second + (third + fourth / degrees) / degrees) / degrees) / degrees;
    }
}
