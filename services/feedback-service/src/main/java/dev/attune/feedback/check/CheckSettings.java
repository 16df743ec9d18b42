package dev.attune.feedback.check;

import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.setting.SettingKind;

/**
 * How much of what raters are handed checks them; nothing where nobody set it.
 *
 * @param gold share of items with a known answer, from 0 to {@value #MOST}
 * @param attention share of items that say which answer to take
 * @param repeats share of pairs that the rater has rated before
 * @param warnings whether raters are told what was noticed: hints and warnings
 */
public record CheckSettings(double gold, double attention, double repeats, boolean warnings) {

    /** Nobody is checked. */
    public static final CheckSettings NONE = new CheckSettings(0, 0, 0, false);

    /** How it is kept. */
    public static final SettingKind<CheckSettings> KIND = new SettingKind<>("checks", CheckSettings.class, NONE);

    /** A larger share of work that counts for nothing is nobody's wish. */
    public static final double MOST = 0.3;

    /** All shares together. */
    public double share() {
        return gold + attention + repeats;
    }

    /** @throws FeedbackException {@link Fault#INVALID_REQUEST} */
    public void check() {
        checkShare("gold", gold);
        checkShare("attention", attention);
        checkShare("repeats", repeats);
        Fault.INVALID_REQUEST.when(
                share() > 0.5 + 1e-9,
                "gold, attention and repeats must be 0.5 at most together but are " + share() + ".");
    }

    private static void checkShare(String field, double share) {
        Fault.INVALID_REQUEST.when(
                !(share >= 0 && share <= MOST), field + " must lie between 0 and " + MOST + " but is " + share + ".");
    }
}
