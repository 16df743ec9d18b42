package dev.attune.feedback.live;

import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.setting.SettingKind;

/**
 * What a project allows of what is served in its name.
 *
 * @param texts whether questions and answers may be kept, word for word, and edits of them: its consent
 * @param weight of a reaction beside a rating of two answers, which has 1; below it, as what is served must not train what is served
 */
public record LiveSettings(boolean texts, double weight) {

    /** Nothing is kept. */
    public static final LiveSettings INITIAL = new LiveSettings(false, 0.25);

    /** How it is kept. */
    public static final SettingKind<LiveSettings> KIND = new SettingKind<>("live", LiveSettings.class, INITIAL);

    /** @throws FeedbackException {@link Fault#INVALID_REQUEST} */
    public void check() {
        Fault.INVALID_REQUEST.when(
                !(weight >= 0 && weight < 1), "weight must be at least 0 and below 1 but is " + weight + ".");
    }
}
