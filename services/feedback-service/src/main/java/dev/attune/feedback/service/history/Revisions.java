package dev.attune.feedback.service.history;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.Account;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Item;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.Prompt;
import dev.attune.feedback.form.Details;
import dev.attune.feedback.form.Task;
import dev.attune.feedback.history.Revision;
import dev.attune.feedback.review.ReviewState;
import dev.attune.feedback.service.Comments;
import dev.attune.feedback.service.Opinions;
import dev.attune.feedback.service.Provenance;
import dev.attune.feedback.service.Ratings;
import dev.attune.feedback.service.Walls;
import dev.attune.feedback.service.check.Checks;
import dev.attune.feedback.service.outcome.Outcomes;
import dev.attune.feedback.store.ItemStore;
import dev.attune.feedback.store.PromptStore;
import dev.attune.feedback.store.RatingStore;
import dev.attune.feedback.store.history.HistoryStore;
import dev.attune.feedback.store.review.ReviewStore;
import dev.attune.service.outbox.Outbox;

/** Changes of mind: a rating says something else from now on, and its item settles what it settles then. */
@ApplicationScoped
public class Revisions {

    private final RatingStore ratings;
    private final HistoryStore history;
    private final ReviewStore reviews;
    private final ItemStore items;
    private final PromptStore prompts;
    private final Opinions opinions;
    private final Outcomes outcomes;
    private final Outbox outbox;
    private final Walls walls;
    private final Checks checks;

    Revisions(
            RatingStore ratings,
            HistoryStore history,
            ReviewStore reviews,
            ItemStore items,
            PromptStore prompts,
            Opinions opinions,
            Outcomes outcomes,
            Outbox outbox,
            Walls walls,
            Checks checks) {
        this.ratings = ratings;
        this.history = history;
        this.reviews = reviews;
        this.items = items;
        this.prompts = prompts;
        this.opinions = opinions;
        this.outcomes = outcomes;
        this.outbox = outbox;
        this.walls = walls;
        this.checks = checks;
    }

    /**
     * Replaces what the account said.
     *
     * @param version the rating's version that the account saw
     * @throws FeedbackException {@link Fault#RATING_UNKNOWN}, {@link Fault#RATING_CHANGED}, {@link Fault#ITEM_CLOSED} or what a
     *     new rating is refused for
     */
    @Transactional
    public Revision revise(UUID ratingId, Account account, int version, Ratings.Opinion opinion) {
        Fault.INVALID_REQUEST.when(
                opinion.verdict() == Verdict.SKIP, "A rating cannot become a skip; take it back instead.");
        Ratings.checkStrength(opinion.verdict(), opinion.strength());
        String comment = Comments.tidy(opinion.comment());
        Judgement judgement = own(ratingId, account);
        int present = history.version(ratingId);
        Fault.RATING_CHANGED.when(
                present != version,
                "This rating has version " + present + " by now, not " + version + "; look at it again.");
        Instant now = ratings.now();
        Item item = items.get(judgement.itemId());
        Prompt prompt = prompts.byId(item.promptId()).orElseThrow();
        Judgement revised = revised(
                judgement,
                item,
                new Ratings.Opinion(opinion.verdict(), opinion.strength(), comment, opinion.said()),
                now);
        Optional<Integer> check = checks.revise(revised, now);
        if (check.isPresent()) {
            return new Revision(ratingId, check.get(), now);
        }
        int[] next = {version};
        outcomes.change(judgement.itemId(), Provenance.REVISED, () -> {
            ReviewState state = reviews.state(judgement.itemId());
            Fault.ITEM_CLOSED.when(
                    state == ReviewState.VOID || state == ReviewState.ADJUDICATED,
                    "A reviewer has decided this item; its ratings stay as they are.");
            next[0] = ratings.revise(revised, now);
            outbox.add(Provenance.revised(revised, item, prompt, account.pseudonym()));
        });
        return new Revision(ratingId, next[0], now);
    }

    private Judgement own(UUID ratingId, Account account) {
        Judgement judgement = ratings.locked(ratingId)
                .or(() -> checks.locked(ratingId))
                .filter(found -> found.accountId().equals(account.id()) && found.verdict() != Verdict.SKIP)
                .orElseThrow(() ->
                        Fault.RATING_UNKNOWN.because("You have no rating " + ratingId + " that could be revised."));
        walls.visible(judgement.projectId(), account);
        return judgement;
    }

    private Judgement revised(Judgement judgement, Item item, Ratings.Opinion opinion, Instant at) {
        boolean pair = item.form().task() == Task.COMPARE;
        Details earlier = judgement.details();
        return new Judgement(
                judgement.id(),
                judgement.itemId(),
                judgement.projectId(),
                judgement.accountId(),
                judgement.leaseId(),
                opinion.verdict(),
                opinion.strength(),
                judgement.leftFirst(),
                judgement.dwellMillis(),
                judgement.source(),
                at,
                opinion.comment(),
                opinions.details(item, pair ? judgement.order() : earlier.order(), earlier.guidelinesVersion(), opinion)
                        .drawn(earlier.draw()));
    }
}
