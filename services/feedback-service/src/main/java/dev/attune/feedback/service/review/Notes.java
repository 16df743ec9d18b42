package dev.attune.feedback.service.review;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Account;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.review.Note;
import dev.attune.feedback.review.Viewer;
import dev.attune.feedback.service.Comments;
import dev.attune.feedback.store.review.NoteStore;

/** What reviewers and raters write to each other about an item; raters never read each other's. */
@ApplicationScoped
public class Notes {

    private final ReviewAccess access;
    private final NoteStore store;

    Notes(ReviewAccess access, NoteStore store) {
        this.access = access;
        this.store = store;
    }

    /** What reviewers and the account wrote to each other. */
    @Transactional
    public List<Note> own(UUID item, Account account) {
        access.rated(item, account);
        return store.with(item, account.id(), new Viewer(account.id(), false));
    }

    /**
     * Adds a note: to the reviewers, or as a reviewer to a rater.
     *
     * @param rater pseudonym of the rater; absent: the account itself is the one
     * @throws FeedbackException {@link Fault#ITEM_UNKNOWN}, {@link Fault#FORBIDDEN} or {@link Fault#ACCOUNT_UNKNOWN}
     */
    @Transactional
    public void write(UUID item, Account account, @Nullable String rater, @Nullable String text) {
        String tidy = Comments.tidy(text);
        if (tidy == null) {
            throw Fault.MISSING_FIELD.because("The field text is missing or empty.");
        }
        if (rater == null || rater.equals(account.pseudonym())) {
            access.rated(item, account);
            store.add(item, account.id(), account.id(), tidy);
            return;
        }
        access.reviewed(item, account);
        UUID to = store.rater(item, rater)
                .orElseThrow(() -> Fault.ACCOUNT_UNKNOWN.because("Nobody of this pseudonym has rated the item."));
        store.add(item, to, account.id(), tidy);
    }

    /** The account has seen what reviewers wrote to it until then. */
    @Transactional
    public void seen(UUID item, Account account, Instant until) {
        access.rated(item, account);
        store.seenByRater(item, account.id(), until);
    }

    /** A reviewer has seen what raters wrote until then. */
    @Transactional
    public void reviewed(UUID item, Account account, Instant until) {
        access.reviewed(item, account);
        store.seenByReviewer(item, until);
    }

    /** How many notes of reviewers the account has not seen. */
    @Transactional
    public long unseen(Account account) {
        return store.unseen(account.id());
    }
}
