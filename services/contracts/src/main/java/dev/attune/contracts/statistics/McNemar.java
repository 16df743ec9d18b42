package dev.attune.contracts.statistics;

/** McNemar's exact test (two-sided, binomial) of two on the same examples: only those count that one passed alone. */
public final class McNemar {

    private McNemar() {}

    /**
     * The probability of so uneven a split, or a more uneven one, if both are equally good.
     *
     * @param lost examples that only the first passed; {@code won} only the second
     */
    public static double probability(int lost, int won) {
        int all = lost + won;
        double sum = 0;
        double logTerm = -all * Math.log(2);
        for (int heads = 0; heads <= Math.min(lost, won); heads++) {
            sum += Math.exp(logTerm);
            logTerm += Math.log(all - heads) - Math.log(heads + 1);
        }
        return Math.min(1, 2 * sum);
    }
}
