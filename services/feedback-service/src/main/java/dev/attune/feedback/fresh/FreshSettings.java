package dev.attune.feedback.fresh;

import java.util.List;

import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.mining.Mining;
import dev.attune.feedback.setting.SettingKind;

/**
 * Whether, and how, a project asks for new pairs when there is a new checkpoint.
 *
 * @param occasions on which
 * @param mostPrompts that are asked for on each occasion, at most
 * @param mining which prompts come from logged use
 */
public record FreshSettings(boolean enabled, List<Occasion> occasions, int mostPrompts, Mix mix, Mining mining) {

    /** Prompts that one occasion may ask for. */
    public static final int MOST_PROMPTS = 5000;

    /** Nothing is asked for. */
    public static final FreshSettings INITIAL = new FreshSettings(
            false, List.of(Occasion.PROMOTED, Occasion.CANDIDATE), 100, new Mix(0.6, 0.2, 0.2), Mining.NONE);

    /** How it is kept. */
    public static final SettingKind<FreshSettings> KIND = new SettingKind<>("fresh", FreshSettings.class, INITIAL);

    public FreshSettings {
        occasions = List.copyOf(occasions);
    }

    /** @throws FeedbackException {@link Fault#INVALID_REQUEST} */
    public void check() {
        Fault.INVALID_REQUEST.when(
                mostPrompts < 1 || mostPrompts > MOST_PROMPTS,
                "mostPrompts must lie between 1 and " + MOST_PROMPTS + " but is " + mostPrompts + ".");
        Fault.INVALID_REQUEST.when(
                enabled && occasions.isEmpty(),
                "Without an occasion nothing is ever asked for; name one, or set enabled to false.");
        mix.check();
        mining.check();
    }
}
