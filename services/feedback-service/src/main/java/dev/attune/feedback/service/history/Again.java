package dev.attune.feedback.service.history;

import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.Account;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.service.Ratings;
import dev.attune.feedback.service.Walls;
import dev.attune.feedback.service.check.Checks;
import dev.attune.feedback.store.RatingStore;
import dev.attune.feedback.store.history.HistoryStore;

/** Items that a person gave back, and wants to rate after all. */
@ApplicationScoped
public class Again {

    private final RatingStore ratings;
    private final HistoryStore history;
    private final Ratings handOut;
    private final Walls walls;
    private final Checks checks;

    Again(RatingStore ratings, HistoryStore history, Ratings handOut, Walls walls, Checks checks) {
        this.ratings = ratings;
        this.history = history;
        this.handOut = handOut;
        this.walls = walls;
        this.checks = checks;
    }

    /**
     * Hands the account an item again that it skipped, or whose rating it took back with a reason: it is its next one.
     *
     * @throws FeedbackException {@link Fault#RATING_UNKNOWN} or {@link Fault#ITEM_COMPLETE}
     */
    @Transactional
    public void handOut(UUID rating, Account account) {
        Judgement given = givenBack(rating, account);
        walls.visible(given.projectId(), account);
        Fault.ITEM_COMPLETE.when(
                !handOut.handBack(given, account),
                "The item has all the ratings it wants by now, or is with the reviewers.");
    }

    private Judgement givenBack(UUID rating, Account account) {
        Optional<Judgement> check = checks.takeUp(rating, account);
        if (check.isPresent()) {
            return check.get();
        }
        Optional<Judgement> skipped = ratings.locked(rating)
                .filter(found -> found.accountId().equals(account.id()) && found.verdict() == Verdict.SKIP);
        if (skipped.isPresent()) {
            ratings.withdraw(rating, ratings.now());
            return skipped.get();
        }
        Fault.RATING_UNKNOWN.when(
                !history.takeUp(rating, account.id()), "You have given no item back under " + rating + ".");
        return ratings.byId(rating);
    }
}
