package dev.attune.policy.metrics;

/**
 * Why a run was stopped.
 *
 * @param reason a sentence's middle, for a person, with the numbers and the setting
 */
public record Alarm(Kind kind, String reason) {

    /** What went wrong; {@code title} stands in results and events. */
    public enum Kind {
        KL("kl"),
        ENTROPY("entropy-collapse"),
        LENGTH("length-explosion"),
        MISMATCH("generation-mismatch"),
        OVER_OPTIMISATION("over-optimisation");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }
}
