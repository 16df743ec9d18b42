package dev.attune.registry;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import dev.attune.contracts.describe.Setting;
import dev.attune.contracts.describe.Settings;
import dev.attune.contracts.settings.Configurations;
import dev.attune.contracts.settings.direct.PreferenceLoss;
import dev.attune.contracts.settings.direct.PreferenceTuningConfig;
import dev.attune.contracts.settings.group.GroupConfig;
import dev.attune.contracts.settings.ppo.PpoConfig;
import dev.attune.contracts.settings.reward.RewardModelConfig;
import dev.attune.contracts.settings.supervised.SupervisedTuningConfig;

/** What the trainers can be asked for; each has its documented settings. */
public enum Recipe {
    REWARD(Needs.PREFERENCES, RewardModelConfig.defaults()),
    PPO(Needs.REWARD_MODEL, PpoConfig.defaults()),
    GRPO(Needs.REWARD_MODEL, GroupConfig.grpo()),
    RLOO(Needs.REWARD_MODEL, GroupConfig.rloo()),
    DPO(Needs.DATA, PreferenceTuningConfig.defaults(PreferenceLoss.SIGMOID)),
    KTO(Needs.DATA, PreferenceTuningConfig.defaults(PreferenceLoss.KTO)),
    ORPO(Needs.DATA, PreferenceTuningConfig.defaults(PreferenceLoss.ORPO)),
    SFT(Needs.DATA, SupervisedTuningConfig.defaults());

    /** How the ids of runs begin that make a judge for gates: nothing is trained towards what they make. */
    public static final String JUDGE = "judge-";

    private final Needs needs;
    private final Record defaults;

    /** What a run learns from. */
    public enum Needs {
        /** What people's ratings have settled. */
        PREFERENCES,
        /** The scores of a reward model. */
        REWARD_MODEL,
        /** {@code data.jsonl} of an artifact; {@code sft} without one, what people wrote. */
        DATA
    }

    /**
     * A recipe with its settings as they are when nothing is said.
     *
     * @param name in jobs and runs
     * @param defaults as a job would say them
     * @param settings the same one by one, each with what it does
     */
    public record Offer(String name, Needs needs, Map<String, Object> defaults, List<Setting> settings) {
        public Offer {
            settings = List.copyOf(settings);
        }
    }

    Recipe(Needs needs, Record defaults) {
        this.needs = needs;
        this.defaults = defaults;
    }

    public static Optional<Recipe> named(String name) {
        return Arrays.stream(values())
                .filter(recipe -> recipe.text().equals(name))
                .findFirst();
    }

    /** Whether a run makes a judge for gates. */
    public static boolean isJudge(String runId) {
        return runId.startsWith(JUDGE);
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Needs needs() {
        return needs;
    }

    /** A configuration record. */
    public Object defaults() {
        return defaults;
    }

    public Offer offer() {
        return new Offer(text(), needs, Configurations.asMap(defaults), Settings.of(defaults));
    }
}
