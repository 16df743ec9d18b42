package dev.attune.contracts.settings.retraining;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.Require;

/**
 * When a project trains again by itself. One that could never start a run is no policy: it is refused with a sentence.
 *
 * @param enabled false: nothing is started, and nothing else in the policy is heeded
 * @param rewardModel when a reward model is trained
 * @param policy what follows a better reward model; absent: nothing does
 * @param quietHours when nothing is started
 * @param timeZone of the quiet hours, such as {@code Europe/Berlin}; absent: UTC
 * @param coolDownMinutes from the end of a run of the project until another is started
 * @param runsPerDay how many runs of the project may have been asked for within 24 hours, the new one included; absent: any number
 * @param minutesPerDay minutes that runs of the project may have taken within 24 hours when one is started; absent: any number
 */
public record RetrainingPolicy(
        boolean enabled,
        RewardModelRule rewardModel,
        @Nullable PolicyRule policy,
        List<QuietHours> quietHours,
        @Nullable String timeZone,
        int coolDownMinutes,
        @Nullable Integer runsPerDay,
        @Nullable Integer minutesPerDay) {

    private static final int MINUTES_OF_A_DAY = 24 * 60;

    /** A week, so that "after so many hours" and "cool-down" cannot be a slip of units. */
    private static final int LONGEST_COOL_DOWN = 7 * MINUTES_OF_A_DAY;

    @JsonCreator
    public RetrainingPolicy {
        Require.present(rewardModel, "rewardModel");
        quietHours = Require.copy(quietHours);
        zone(timeZone);
        Require.that(
                coolDownMinutes >= 0 && coolDownMinutes <= LONGEST_COOL_DOWN,
                "coolDownMinutes must lie between 0 and " + LONGEST_COOL_DOWN + " but is " + coolDownMinutes);
        Require.that(runsPerDay == null || runsPerDay >= 0, "runsPerDay must not be negative");
        Require.that(minutesPerDay == null || minutesPerDay >= 0, "minutesPerDay must not be negative");
        if (enabled) {
            requireThatItCanFire(quietHours, coolDownMinutes, runsPerDay, minutesPerDay);
        }
    }

    private static void requireThatItCanFire(
            List<QuietHours> quietHours,
            int coolDownMinutes,
            @Nullable Integer runsPerDay,
            @Nullable Integer minutesPerDay) {
        Require.that(
                runsPerDay == null || runsPerDay > 0,
                "runsPerDay is 0, so the policy never starts a run; raise it, or set enabled to false");
        Require.that(
                minutesPerDay == null || minutesPerDay > 0,
                "minutesPerDay is 0, so the policy never starts a run; raise it, or set enabled to false");
        Require.that(
                !QuietHours.coverTheWeek(quietHours),
                "quietHours leave no minute of the week, so the policy never starts a run");
        Require.that(
                runsPerDay == null || (long) (runsPerDay - 1) * coolDownMinutes < MINUTES_OF_A_DAY,
                "runsPerDay is " + runsPerDay + ", but with a cool-down of " + coolDownMinutes
                        + " minutes so many do not fit into a day; lower one of them");
    }

    /** After so many decided preferences, then PPO for each better reward model; at any hour and without a budget. */
    public static RetrainingPolicy after(int preferences) {
        return new RetrainingPolicy(
                true, RewardModelRule.after(preferences), PolicyRule.ppo(), List.of(), null, 0, null, null);
    }

    /** Of the quiet hours. */
    public ZoneId zone() {
        return zone(timeZone);
    }

    private static ZoneId zone(@Nullable String name) {
        try {
            return ZoneId.of(name == null ? "UTC" : name);
        } catch (DateTimeException _) {
            throw new IllegalArgumentException("timeZone must be a zone such as Europe/Berlin but is \"" + name + "\"");
        }
    }
}
