package dev.attune.contracts.settings.retraining;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.name.Names;

/**
 * When a reward model is trained: as soon as one of what is set holds.
 *
 * @param afterPreferences so many preferences were decided since the last one began
 * @param afterHours the first of the new preferences is so old ...
 * @param atLeastPreferences ... and there are so many; absent: one is enough
 * @param onDrift the newest ratings disagree with the reward model more than they did when it was made
 * @param baseCheckpointId on which base; absent: the newest one
 * @param configuration settings of the recipe in place of its defaults
 */
public record RewardModelRule(
        @Nullable Integer afterPreferences,
        @Nullable Integer afterHours,
        @Nullable Integer atLeastPreferences,
        boolean onDrift,
        @Nullable String baseCheckpointId,
        Map<String, Object> configuration) {

    @JsonCreator
    public RewardModelRule {
        positive(afterPreferences, "afterPreferences");
        positive(afterHours, "afterHours");
        positive(atLeastPreferences, "atLeastPreferences");
        Require.that(
                afterPreferences != null || afterHours != null || onDrift,
                "rewardModel never fires: set afterPreferences, afterHours or onDrift");
        Require.that(
                atLeastPreferences == null || afterHours != null,
                "atLeastPreferences says how many suffice after some hours, but afterHours is absent");
        Require.that(
                afterPreferences == null || atLeastPreferences == null || atLeastPreferences < afterPreferences,
                "atLeastPreferences must be below afterPreferences (" + afterPreferences
                        + "), else the hours never count, but is " + atLeastPreferences);
        Names.optional(baseCheckpointId, "baseCheckpointId");
        configuration = Require.copyOfSaid(configuration);
    }

    static RewardModelRule after(int preferences) {
        return new RewardModelRule(preferences, null, null, true, null, Map.of());
    }

    /** The fewest new preferences that one of the rules asks for; a drift asks for none. */
    public int fewest() {
        if (atLeastPreferences != null) {
            return atLeastPreferences;
        }
        return afterHours != null || afterPreferences == null ? 1 : afterPreferences;
    }

    private static void positive(@Nullable Integer value, String field) {
        Require.that(value == null || value > 0, field + " must be positive but is " + value);
    }
}
