package dev.attune.lm.optim;

/**
 * The constants of {@link AdamW}.
 *
 * @param beta1 decay of the mean of gradients
 * @param beta2 decay of the mean of squared gradients
 * @param epsilon added to the root of the bias-corrected mean square, as PyTorch does
 * @param weightDecay share of each weight, times the learning rate, that is taken off at each step
 */
public record AdamWConfig(double beta1, double beta2, double epsilon, double weightDecay) {
    public AdamWConfig {
        if (beta1 < 0 || beta1 >= 1 || beta2 < 0 || beta2 >= 1 || epsilon <= 0 || weightDecay < 0) {
            throw new IllegalArgumentException(
                    "AdamW needs betas in [0, 1), a positive epsilon and a weight decay of at least 0.");
        }
    }

    /** PyTorch's defaults without weight decay. */
    public static AdamWConfig defaults() {
        return new AdamWConfig(0.9, 0.999, 1e-8, 0);
    }
}
