package dev.attune.feedback.trust;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The newest fit of a project with its raters, most votes first. */
public record Trusted(FittedCrowd fit, List<TrustedRater> raters) {
    public Trusted {
        raters = List.copyOf(raters);
    }

    /** What is known of an account; nothing of who has not voted on pairs by then. */
    public Optional<TrustedRater> of(UUID account) {
        return raters.stream().filter(rater -> account.equals(rater.account())).findFirst();
    }
}
