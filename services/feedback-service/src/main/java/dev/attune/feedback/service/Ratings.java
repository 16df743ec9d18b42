package dev.attune.feedback.service;

import java.time.Instant;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.Account;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.config.FeedbackConfig;
import dev.attune.feedback.form.Said;
import dev.attune.feedback.form.SkipReason;
import dev.attune.feedback.service.check.Checks;
import dev.attune.feedback.service.outcome.Outcomes;
import dev.attune.feedback.store.ItemStore;
import dev.attune.feedback.store.LeaseStore;
import dev.attune.feedback.store.RatingStore;
import dev.attune.service.outbox.Outbox;

/** Takes ratings back; state and events change in one transaction. What accepts them is in the package acceptance. */
@ApplicationScoped
public class Ratings {

    private static final String UNDONE = "withdrawn by the annotator";

    private final LeaseStore leases;
    private final ItemStore items;
    private final RatingStore store;
    private final Outcomes outcomes;
    private final Outbox outbox;
    private final Walls walls;
    private final ComparedPairs compared;
    private final Checks checks;
    private final FeedbackConfig config;

    Ratings(
            LeaseStore leases,
            ItemStore items,
            RatingStore store,
            Outcomes outcomes,
            Outbox outbox,
            Walls walls,
            ComparedPairs compared,
            Checks checks,
            FeedbackConfig config) {
        this.leases = leases;
        this.items = items;
        this.store = store;
        this.outcomes = outcomes;
        this.outbox = outbox;
        this.walls = walls;
        this.compared = compared;
        this.checks = checks;
        this.config = config;
    }

    /**
     * What a person says of an item.
     *
     * @param comment in their own words what was wrong or right; may be absent
     * @param said what else
     * @param skipReason why the item is skipped; may be absent
     */
    public record Opinion(
            Verdict verdict,
            int strength,
            @Nullable String comment,
            Said said,
            @Nullable SkipReason skipReason) {

        /** One that gives no reason for skipping. */
        public Opinion(Verdict verdict, int strength, @Nullable String comment, Said said) {
            this(verdict, strength, comment, said, null);
        }

        /** A verdict and maybe words. */
        public Opinion(Verdict verdict, int strength, @Nullable String comment) {
            this(verdict, strength, comment, Said.NOTHING);
        }

        /** The same with the words as they are kept. */
        public Opinion tidied() {
            return new Opinion(verdict, strength, Comments.tidy(comment), said, skipReason);
        }

        /** The same of somebody who is not asked for words, and may say some. */
        public Opinion withoutComment() {
            return new Opinion(verdict, strength, null, said);
        }
    }

    /**
     * Takes the account's own rating back. Within the undo window, and for what was skipped at any time, the item is the account's
     * next one again; later it takes a reason, and the item is for others. What was compared in the playground is nobody's next
     * item: its person may say something else there.
     *
     * @param reason why, as events will say it
     * @throws FeedbackException {@link Fault#RATING_UNKNOWN} or {@link Fault#UNDO_TOO_LATE}
     */
    @Transactional
    public void withdraw(UUID ratingId, Account account, @Nullable String reason) {
        Judgement judgement = store.locked(ratingId)
                .or(() -> checks.locked(ratingId))
                .filter(found -> found.accountId().equals(account.id()))
                .orElseThrow(() ->
                        Fault.RATING_UNKNOWN.because("You have no rating " + ratingId + " that could be taken back."));
        walls.visible(judgement.projectId(), account);
        Instant now = store.now();
        boolean late = judgement.verdict() != Verdict.SKIP && now.isAfter(undoUntil(judgement));
        Fault.UNDO_TOO_LATE.when(
                late && reason == null,
                "A rating can be taken back without a reason for "
                        + config.rating().undoWindow().toSeconds()
                        + " seconds; this one is older: revise it, or say why.");
        leases.lock(judgement.projectId(), account.id());
        // Before the item, as who accepts ratings holds them: nobody then waits for the other.
        leases.holdLive(judgement.projectId(), account.id());
        if (checks.withdraw(ratingId, late)) {
            // It counted nowhere.
        } else if (judgement.verdict() == Verdict.SKIP) {
            store.withdraw(ratingId, now);
        } else {
            withdraw(judgement, account.pseudonym(), late && reason != null ? reason : UNDONE, late);
        }
        if (judgement.source().equals(ComparedPairs.PLAYGROUND)) {
            compared.reopen(judgement);
        } else if (!late) {
            handBack(judgement, account);
        }
    }

    /**
     * A rating that counted counts no more, whoever wants it so.
     *
     * @param judgement held by this transaction, and no skip
     * @param notAgain the person is not handed the item again
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Outcomes.Change withdraw(Judgement judgement, String pseudonym, String reason, boolean notAgain) {
        UUID item = judgement.itemId();
        return outcomes.change(item, reason, () -> {
            store.withdraw(judgement.id(), store.now());
            if (notAgain) {
                store.notAgain(judgement.id(), true);
            }
            items.withdraw(item);
            outbox.add(Provenance.withdrawn(judgement, items.get(item), pseudonym, reason));
        });
    }

    /**
     * The person wants to see that item again, and as it stood, rather than the one that came after it.
     *
     * @return false when the item wants no more ratings
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean handBack(Judgement judgement, Account account) {
        leases.lock(judgement.projectId(), account.id());
        if (checks.handBack(judgement, account)) {
            return true;
        }
        boolean open = leases.lockIfOpen(judgement.itemId());
        if (open) {
            leases.release(judgement.projectId(), account.id());
            leases.grant(
                    judgement.itemId(),
                    account.id(),
                    new LeaseStore.Order(
                            judgement.leftFirst(), judgement.details().order()),
                    config.lease().duration(),
                    judgement.details().draw());
        }
        return open;
    }

    /** Until when a rating may be taken back without a reason. */
    public Instant undoUntil(Judgement judgement) {
        return undoUntil(judgement.ratedAt());
    }

    /** The same of a rating that was given then. */
    public Instant undoUntil(Instant ratedAt) {
        return ratedAt.plus(config.rating().undoWindow());
    }

    /** Refuses a strength that the verdict cannot have. */
    public static void checkStrength(Verdict verdict, int strength) {
        boolean fits = verdict.decisive() ? strength >= 1 && strength <= 3 : strength == 0;
        Fault.INVALID_REQUEST.when(
                !fits,
                "strength must be 1, 2 or 3 for LEFT and RIGHT and 0 for " + Verdict.TIE + ", " + Verdict.BOTH_BAD
                        + " and " + Verdict.SKIP + " but is " + strength + ".");
    }
}
