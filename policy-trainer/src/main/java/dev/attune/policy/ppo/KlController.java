package dev.attune.policy.ppo;

/** The weight of the KL penalty from update to update. */
public final class KlController {

    /** Ziegler et al. 2019, section 2.2: the coefficient moves by at most a tenth of a fifth, 2 %, per update. */
    public static final double GAIN = 0.1;

    private static final double LARGEST_ERROR = 0.2;

    private KlController() {}

    /**
     * {@code beta (1 + gain clip(kl / target - 1, -0.2, 0.2))} (Ziegler et al. 2019, section 2.2).
     *
     * <p>TRL, OpenRLHF and verl write the gain as answers / horizon; 512 / 10,000 in OpenAI's code.
     *
     * @param kl of the latest update, nats per answer
     * @param target nats per answer; 0 keeps the coefficient as it is
     */
    public static double adapted(double beta, double kl, double target, double gain) {
        if (target == 0) {
            return beta;
        }
        double error = Math.clamp(kl / target - 1, -LARGEST_ERROR, LARGEST_ERROR);
        return beta * (1 + gain * error);
    }
}
