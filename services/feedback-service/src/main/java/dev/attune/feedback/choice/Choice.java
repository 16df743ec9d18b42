package dev.attune.feedback.choice;

import dev.attune.feedback.setting.SettingKind;

/**
 * How a project's items are chosen.
 *
 * @param even which share of hand-outs is drawn evenly from all that wait, from 0 to 1: what is chosen for being hard tells nothing fair about
 *     how a model does in general, an even share does
 */
public record Choice(Strategy strategy, double even) {

    /** The even share where a strategy is set without one. */
    public static final double USUAL_EVEN = 0.1;

    /** Where nothing is set, items are handed out as they came. */
    public static final SettingKind<Choice> KIND =
            new SettingKind<>("choice", Choice.class, new Choice(Strategy.OLDEST, 0));
}
