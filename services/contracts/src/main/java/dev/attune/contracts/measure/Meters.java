package dev.attune.contracts.measure;

import java.util.Set;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;

/**
 * What several rooms count, in Micrometer's global registry; docs/metrics.md lists all meters of the house. No label ever holds
 * a name that people or the bus can make up: each takes one of a few values.
 */
public final class Meters {

    /** Records that were put aside, by their topic. */
    public static final String DEAD_LETTERS = "attune.dead.letters";

    /** Events of types that this version does not know. */
    public static final String SKIPPED = "attune.events.skipped";

    /** Always 1; its label says which build runs. */
    public static final String BUILD = "attune.build";

    private static final String OTHER = "other";
    private static final Set<String> RECIPES =
            Set.of("reward", "ppo", "grpo", "rloo", "dpo", "kto", "orpo", "sft", "evaluation");

    private Meters() {}

    /** Counts a record that was put aside. */
    public static void deadLetter(String topic) {
        Metrics.counter(DEAD_LETTERS, "topic", topic).increment();
    }

    /** Counts an event that was passed over. */
    public static void skipped() {
        Metrics.counter(SKIPPED).increment();
    }

    /** Says which build runs. */
    public static void build(String version) {
        Gauge.builder(BUILD, () -> 1).tag("version", version).register(Metrics.globalRegistry);
    }

    /** A label for a recipe: jobs on the bus may name any. */
    public static String recipe(String name) {
        return RECIPES.contains(name) ? name : OTHER;
    }
}
