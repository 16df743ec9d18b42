package dev.attune.feedback.service.review;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Account;
import dev.attune.feedback.AuditAction;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Project;
import dev.attune.feedback.review.FlagReason;
import dev.attune.feedback.review.ReviewState;
import dev.attune.feedback.service.Comments;
import dev.attune.feedback.service.audit.AuditLog;
import dev.attune.feedback.service.outcome.Outcomes;
import dev.attune.feedback.store.check.GoldStore;
import dev.attune.feedback.store.review.FlagStore;
import dev.attune.feedback.store.review.ReviewStore;

/** Items that raters hold to be wrong, and what reviewers decide. */
@ApplicationScoped
public class Flags {

    private final ReviewAccess access;
    private final ReviewStore store;
    private final FlagStore flags;
    private final GoldStore golds;
    private final Outcomes outcomes;
    private final AuditLog audit;

    Flags(ReviewAccess access, ReviewStore store, FlagStore flags, GoldStore golds, Outcomes outcomes, AuditLog audit) {
        this.access = access;
        this.store = store;
        this.flags = flags;
        this.golds = golds;
        this.outcomes = outcomes;
        this.audit = audit;
    }

    /** What becomes of an item. */
    public enum Decision {
        REOPEN,
        CLOSE
    }

    /**
     * Hands the item to the reviewers: nobody else is asked about it before they have decided. Of an item that checks its rater, whose answer
     * was known, they hear that it may be wrong; it goes on as it is, as one flag of a careless rater must not end it.
     *
     * @param words more about the reason; may be absent
     * @throws FeedbackException {@link Fault#ITEM_UNKNOWN} or {@link Fault#ITEM_CLOSED}
     */
    @Transactional
    public void flag(UUID item, Account account, FlagReason reason, @Nullable String words) {
        access.rated(item, account);
        String tidy = Comments.tidy(words);
        Fault.MISSING_FIELD.when(
                reason == FlagReason.OTHER && tidy == null, "The field words is missing; say what is wrong.");
        store.release(item, account.id());
        if (golds.handed(item, account.id())) {
            flags.set(item, account.id(), reason, tidy);
            return;
        }
        ReviewState state = store.lock(item);
        Fault.ITEM_CLOSED.when(
                state == ReviewState.VOID || state == ReviewState.ADJUDICATED,
                "A reviewer has decided this item already; write a note to the reviewers instead.");
        Fault.ITEM_CLOSED.when(
                state == ReviewState.SUPERSEDED, "A newer pair of this prompt is asked about in its place.");
        flags.set(item, account.id(), reason, tidy);
        store.set(item, ReviewState.FLAGGED);
    }

    /**
     * Takes the account's own flag back; without another flag the item is in the queue again.
     *
     * @throws FeedbackException {@link Fault#ITEM_UNKNOWN}
     */
    @Transactional
    public void takeBack(UUID item, Account account) {
        access.rated(item, account);
        ReviewState state = store.lock(item);
        if (flags.remove(item, account.id()) && state == ReviewState.FLAGGED && !flags.anyWaits(item)) {
            store.set(item, ReviewState.NONE);
        }
    }

    /**
     * Puts an item back into the queue, or closes it: it settles nothing then, and nobody is asked about it.
     *
     * @throws FeedbackException {@link Fault#ITEM_UNKNOWN}, {@link Fault#FORBIDDEN} or {@link Fault#ITEM_CLOSED}
     */
    @Transactional
    public void decide(UUID item, Account account, Decision decision, String reason) {
        Project project = access.reviewed(item, account);
        Fault.ITEM_CLOSED.when(
                decision == Decision.REOPEN && golds.onlyChecks(item),
                "This pair came with its known answer and only checks raters; it cannot become an ordinary item.");
        ReviewState next = decision == Decision.CLOSE ? ReviewState.VOID : ReviewState.NONE;
        outcomes.change(item, reason, () -> {
            Fault.ITEM_CLOSED.when(
                    store.state(item) == ReviewState.ADJUDICATED,
                    "A reviewer's verdict settles this item; revoke it first.");
            flags.decide(item);
            store.set(item, next);
        });
        AuditAction action = decision == Decision.CLOSE ? AuditAction.ITEM_CLOSED : AuditAction.ITEM_REOPENED;
        audit.note(account, action, project.name(), "Item " + item + ": " + reason);
    }
}
