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

    private final Row row;

    HeldOutMetric(String title, String formula, String healthy) {
        this.row = new Row(title, formula, healthy);
    }

    @Override
    public Row row() {
        return row;
    }
}
