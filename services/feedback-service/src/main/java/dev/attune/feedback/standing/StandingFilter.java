package dev.attune.feedback.standing;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Which votes are counted; absent means all.
 *
 * @param language of the prompts, as a BCP 47 tag
 * @param skill that the prompts ask for
 * @param guidelines the version under which was rated
 * @param since votes given from then on
 * @param playground whether verdicts from the playground count, too: whoever gives them chose the two models, and may have known which is which
 */
public record StandingFilter(
        @Nullable String language,
        @Nullable String skill,
        @Nullable Integer guidelines,
        @Nullable Instant since,
        boolean playground) {}
