package dev.attune.feedback.mining;

import java.util.List;
import java.util.UUID;

import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;

/**
 * Whether, and which, questions that served models were asked in a project's name become its prompts.
 *
 * @param mostADay prompts in any 24 hours
 * @param share of the questions that is looked at, in (0, 1]
 * @param heldOut share of the prompts that is kept away from training, in [0, 1)
 * @param accounts service accounts whose questions count, beside those of members
 */
public record Mining(boolean enabled, int mostADay, double share, double heldOut, List<UUID> accounts) {

    private static final int MOST_A_DAY = 10_000;

    /** Nothing becomes one. */
    public static final Mining NONE = new Mining(false, 50, 1, 0.1, List.of());

    public Mining {
        accounts = List.copyOf(accounts);
    }

    /** @throws FeedbackException {@link Fault#INVALID_REQUEST} */
    public void check() {
        Fault.INVALID_REQUEST.when(
                mostADay < 1 || mostADay > MOST_A_DAY,
                "mining.mostADay must lie between 1 and " + MOST_A_DAY + " but is " + mostADay + ".");
        Fault.INVALID_REQUEST.when(
                !(share > 0 && share <= 1), "mining.share must be above 0 and at most 1 but is " + share + ".");
        Fault.INVALID_REQUEST.when(
                !(heldOut >= 0 && heldOut < 1),
                "mining.heldOut must be at least 0 and below 1 but is " + heldOut + ".");
    }
}
