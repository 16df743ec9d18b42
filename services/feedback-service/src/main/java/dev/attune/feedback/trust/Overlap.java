package dev.attune.feedback.trust;

import dev.attune.feedback.setting.SettingKind;

/**
 * How many people rate a pair: {@code fewest} at first, one more as long as doubt is left, {@code most} at most.
 *
 * @param fewest 0 where each pair gets exactly as many ratings as the project says
 * @param most never more than that
 * @param belief no doubt is left once one answer is the better one with this probability, such as 0.95
 */
public record Overlap(int fewest, int most, double belief) {

    /** Each pair gets exactly as many ratings as the project says. */
    public static final Overlap EXACT = new Overlap(0, 0, 0);

    public static final SettingKind<Overlap> SETTING = new SettingKind<>("overlap", Overlap.class, EXACT);

    public boolean adaptive() {
        return fewest > 0;
    }

    /** Whether a belief leaves no doubt. */
    public boolean sure(double believed) {
        return believed >= belief || believed <= 1 - belief;
    }
}
