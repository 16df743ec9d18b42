package dev.attune.feedback.service.review;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.Account;
import dev.attune.feedback.AuditAction;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Item;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.Project;
import dev.attune.feedback.form.Details;
import dev.attune.feedback.form.Task;
import dev.attune.feedback.review.ReviewState;
import dev.attune.feedback.service.Comments;
import dev.attune.feedback.service.Opinions;
import dev.attune.feedback.service.Ratings;
import dev.attune.feedback.service.audit.AuditLog;
import dev.attune.feedback.service.outcome.Outcomes;
import dev.attune.feedback.store.ItemStore;
import dev.attune.feedback.store.RatingStore;
import dev.attune.feedback.store.review.AdjudicationStore;
import dev.attune.feedback.store.review.FlagStore;
import dev.attune.feedback.store.review.RefusalStore;
import dev.attune.feedback.store.review.ReviewStore;

/** A reviewer's verdict, which settles an item whatever its ratings say; they stay what they are. */
@ApplicationScoped
public class Adjudications {

    private static final String REPLACED = "replaced by another adjudication";

    private final ReviewAccess access;
    private final ReviewStore reviews;
    private final AdjudicationStore store;
    private final RefusalStore refusals;
    private final FlagStore flags;
    private final AdjudicationEvents events;
    private final RatingStore ratings;
    private final ItemStore items;
    private final Opinions opinions;
    private final Outcomes outcomes;
    private final AuditLog audit;

    Adjudications(
            ReviewAccess access,
            ReviewStore reviews,
            AdjudicationStore store,
            RefusalStore refusals,
            FlagStore flags,
            AdjudicationEvents events,
            RatingStore ratings,
            ItemStore items,
            Opinions opinions,
            Outcomes outcomes,
            AuditLog audit) {
        this.access = access;
        this.reviews = reviews;
        this.store = store;
        this.refusals = refusals;
        this.flags = flags;
        this.events = events;
        this.ratings = ratings;
        this.items = items;
        this.opinions = opinions;
        this.outcomes = outcomes;
        this.audit = audit;
    }

    /**
     * Settles the item with the reviewer's verdict, LEFT being its first answer, in place of an earlier one.
     *
     * @throws FeedbackException {@link Fault#ITEM_UNKNOWN}, {@link Fault#FORBIDDEN}, {@link Fault#OWN_ITEM} or
     *     {@link Fault#ITEM_CLOSED}
     */
    @Transactional
    public void decide(UUID itemId, Account account, Ratings.Opinion opinion) {
        Project project = access.reviewed(itemId, account);
        Fault.INVALID_REQUEST.when(
                opinion.verdict() == Verdict.SKIP, "An adjudication says LEFT, RIGHT, TIE or BOTH_BAD.");
        Ratings.checkStrength(opinion.verdict(), opinion.strength());
        String comment = Comments.tidy(opinion.comment());
        Item item = items.get(itemId);
        Fault.INVALID_REQUEST.when(
                item.form().task() == Task.DEMONSTRATE,
                "Answers were written here; say in accepted which one is taken, or close the item if none is.");
        List<Integer> order = IntStream.range(0, item.answers().size()).boxed().toList();
        Details details = opinions.details(item, order, null, opinion.withoutComment());
        Judgement judgement = new Judgement(
                UUID.randomUUID(),
                itemId,
                project.id(),
                account.id(),
                null,
                opinion.verdict(),
                opinion.strength(),
                true,
                0,
                AdjudicationStore.SOURCE,
                ratings.now(),
                comment,
                details);
        outcomes.change(itemId, REPLACED, () -> settle(judgement, account));
        audit.note(
                account,
                AuditAction.ITEM_ADJUDICATED,
                project.name(),
                "Item " + itemId + ": " + opinion.verdict() + " " + opinion.strength());
    }

    private void settle(Judgement judgement, Account account) {
        UUID itemId = judgement.itemId();
        Fault.OWN_ITEM.when(
                reviews.hasRated(itemId, account.id()),
                "You rated this item yourself; somebody else has to adjudicate it.");
        Fault.ITEM_CLOSED.when(
                reviews.state(itemId) == ReviewState.VOID, "This item is closed; put it back into the queue first.");
        store.of(itemId).ifPresent(earlier -> revoke(earlier, REPLACED));
        store.add(judgement);
        flags.decide(itemId);
        reviews.set(itemId, ReviewState.ADJUDICATED);
        events.given(judgement, account);
    }

    /**
     * Takes the verdict back: the item's ratings settle it again, or it wants more.
     *
     * @throws FeedbackException {@link Fault#ITEM_UNKNOWN}, {@link Fault#FORBIDDEN} or {@link Fault#RATING_UNKNOWN}
     */
    @Transactional
    public void revoke(UUID itemId, Account account, String reason) {
        Project project = access.reviewed(itemId, account);
        outcomes.change(itemId, reason, () -> {
            Judgement judgement = store.of(itemId)
                    .orElseThrow(() -> Fault.RATING_UNKNOWN.because("No reviewer has adjudicated this item."));
            revoke(judgement, reason);
            refusals.replace(itemId, Map.of());
            reviews.set(itemId, ReviewState.NONE);
        });
        audit.note(account, AuditAction.ADJUDICATION_REVOKED, project.name(), "Item " + itemId + ": " + reason);
    }

    private void revoke(Judgement judgement, String reason) {
        store.revoke(judgement.id());
        events.withdrawn(judgement, reason);
    }
}
