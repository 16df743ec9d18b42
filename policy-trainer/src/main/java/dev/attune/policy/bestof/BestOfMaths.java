package dev.attune.policy.bestof;

import java.util.Arrays;

/** What is known of the best of n samples without drawing more than once. */
public final class BestOfMaths {

    private BestOfMaths() {}

    /**
     * {@code ln n - (n - 1) / n}: KL(best-of-n || policy) in nats is at most this, and equal to it where no two answers have
     * the same reward and no answer much probability (Stiennon et al. 2020; Beirami et al. 2024, arXiv:2401.01879).
     */
    public static double klBound(int n) {
        return Math.log(n) - (n - 1.0) / n;
    }

    /**
     * The expected highest reward of k answers, without bias from one set of n (Nakano et al. 2021, arXiv:2112.09332, appendix
     * I): {@code sum over i of C(i - 1, k - 1) / C(n, k) r_i} with r rising. It is the mean over all subsets of k.
     *
     * @param rewards n of them, in any order
     * @param k from 1 to n
     */
    public static double expectedBest(float[] rewards, int k) {
        int n = rewards.length;
        if (k < 1 || k > n) {
            throw new IllegalArgumentException("The best of " + k + " cannot be told from " + n + " answers.");
        }
        float[] rising = rewards.clone();
        Arrays.sort(rising);
        double weight = (double) k / n;
        double best = 0;
        for (int i = n; i >= k; i--) {
            best += weight * rising[i - 1];
            weight *= i == 1 ? 0 : (double) (i - k) / (i - 1);
        }
        return best;
    }
}
