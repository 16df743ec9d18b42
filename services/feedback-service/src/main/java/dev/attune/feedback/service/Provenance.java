package dev.attune.feedback.service;

import java.util.UUID;

import dev.attune.contracts.event.FeedbackEvent.RatingGiven;
import dev.attune.contracts.event.Rating;
import dev.attune.feedback.Account;
import dev.attune.feedback.Item;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.Prompt;

/** A rating told to the ring with all that explains it, under the person's pseudonym. */
public final class Provenance {

    private Provenance() {}

    public static RatingGiven ratingGiven(Judgement judgement, Item item, Prompt prompt, Account account) {
        return ratingGiven(judgement, item, prompt, account.pseudonym());
    }

    /** @param annotator pseudonym of the person */
    public static RatingGiven ratingGiven(Judgement judgement, Item item, Prompt prompt, String annotator) {
        UUID lease = judgement.leaseId();
        return new RatingGiven(new Rating(
                judgement.id().toString(),
                item.id().toString(),
                item.projectId().toString(),
                item.promptId().toString(),
                prompt.messages(),
                judgement.leftFirst() ? item.first() : item.second(),
                judgement.leftFirst() ? item.second() : item.first(),
                judgement.verdict(),
                judgement.strength(),
                annotator,
                lease == null ? null : lease.toString(),
                judgement.dwellMillis(),
                judgement.source(),
                judgement.ratedAt(),
                judgement.comment()));
    }
}
