package dev.attune.policy.metrics;

/** What an evaluation on held-out prompts reports, in the update that it follows. */
public enum HeldOutMetric implements Monitor {
    REWARD(
            "heldOutReward",
            "mean over the held-out prompts of the reward that the run learns from",
            "rises with score; far below it is a policy that knows its prompts by heart"),
    GOLD(
            "heldOutGold",
            "mean over the same answers of a reward that the run never sees (gold)",
            "rises with heldOutReward; a fall while that rises is over-optimisation and an alarm");

    private final String title;
    private final String formula;
    private final String healthy;

    HeldOutMetric(String title, String formula, String healthy) {
        this.title = title;
        this.formula = formula;
        this.healthy = healthy;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String formula() {
        return formula;
    }

    @Override
    public String healthy() {
        return healthy;
    }
}
