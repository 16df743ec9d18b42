package dev.attune.feedback.service.review;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.Account;
import dev.attune.feedback.AuditAction;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Item;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.Project;
import dev.attune.feedback.form.Details;
import dev.attune.feedback.form.Said;
import dev.attune.feedback.form.Task;
import dev.attune.feedback.review.ReviewState;
import dev.attune.feedback.review.WrittenChoice;
import dev.attune.feedback.service.Comments;
import dev.attune.feedback.service.Opinions;
import dev.attune.feedback.service.Ratings;
import dev.attune.feedback.service.audit.AuditLog;
import dev.attune.feedback.service.outcome.Outcomes;
import dev.attune.feedback.store.ItemStore;
import dev.attune.feedback.store.RatingStore;
import dev.attune.feedback.store.review.AdjudicationStore;
import dev.attune.feedback.store.review.FlagStore;
import dev.attune.feedback.store.review.NoteStore;
import dev.attune.feedback.store.review.RefusalStore;
import dev.attune.feedback.store.review.ReviewStore;

/** One of the answers that people wrote is taken, as it is or edited; the others are refused, and their writers told why. */
@ApplicationScoped
public class Acceptances {

    private static final String EDITED = "edited by a reviewer";

    private final ReviewAccess access;
    private final ReviewStore reviews;
    private final AdjudicationStore store;
    private final RefusalStore refusals;
    private final FlagStore flags;
    private final NoteStore notes;
    private final RatingStore ratings;
    private final ItemStore items;
    private final Opinions opinions;
    private final Outcomes outcomes;
    private final AuditLog audit;

    Acceptances(
            ReviewAccess access,
            ReviewStore reviews,
            AdjudicationStore store,
            RefusalStore refusals,
            FlagStore flags,
            NoteStore notes,
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
        this.notes = notes;
        this.ratings = ratings;
        this.items = items;
        this.opinions = opinions;
        this.outcomes = outcomes;
        this.audit = audit;
    }

    /**
     * Takes one answer of the item, in place of one that was taken before.
     *
     * @throws FeedbackException {@link Fault#ITEM_UNKNOWN}, {@link Fault#FORBIDDEN}, {@link Fault#OWN_ITEM},
     *     {@link Fault#ITEM_CLOSED}, {@link Fault#RATING_UNKNOWN} or {@link Fault#MISSING_FIELD}
     */
    @Transactional
    public void accept(UUID itemId, Account account, WrittenChoice choice) {
        Project project = access.reviewed(itemId, account);
        Item item = items.get(itemId);
        Fault.INVALID_REQUEST.when(
                item.form().task() != Task.DEMONSTRATE, "Nobody writes answers here; send verdict or ranking.");
        String comment = Comments.tidy(choice.comment());
        Map<String, String> reasons = new HashMap<>();
        choice.refusals().forEach((rating, reason) -> reasons.put(rating.toString(), reason));
        outcomes.change(itemId, key -> reasons.getOrDefault(key, EDITED), () -> settle(item, account, choice, comment));
        audit.note(
                account,
                AuditAction.ITEM_ADJUDICATED,
                project.name(),
                "Item " + itemId + ": the answer of rating " + choice.accepted());
    }

    private void settle(Item item, Account account, WrittenChoice choice, @Nullable String comment) {
        UUID itemId = item.id();
        Fault.OWN_ITEM.when(
                reviews.hasRated(itemId, account.id()),
                "You wrote for this item yourself; somebody else has to decide.");
        Fault.ITEM_CLOSED.when(
                reviews.state(itemId) == ReviewState.VOID, "This item is closed; put it back into the queue first.");
        Map<UUID, Judgement> written =
                ratings.of(itemId).stream().collect(Collectors.toMap(Judgement::id, judgement -> judgement));
        checkAll(choice, written.keySet());
        Judgement accepted = Objects.requireNonNull(written.get(choice.accepted()));
        store.of(itemId).ifPresent(earlier -> store.revoke(earlier.id()));
        store.accept(judgement(item, account, choice, accepted, comment), accepted.id());
        refusals.replace(itemId, choice.refusals());
        flags.decide(itemId);
        reviews.set(itemId, ReviewState.ADJUDICATED);
        choice.refusals()
                .forEach((rating, reason) -> tell(Objects.requireNonNull(written.get(rating)), account, reason));
        tell(accepted, account, comment);
    }

    private static void checkAll(WrittenChoice choice, Set<UUID> written) {
        Set<UUID> named = new HashSet<>(choice.refusals().keySet());
        Fault.INVALID_REQUEST.when(
                !named.add(choice.accepted()), "The same answer is accepted and refused; say one of the two.");
        named.stream().filter(rating -> !written.contains(rating)).findAny().ifPresent(rating -> {
            throw Fault.RATING_UNKNOWN.because("The item has no answer of a rating " + rating + " that counts.");
        });
        int silent = written.size() - named.size();
        Fault.MISSING_FIELD.when(
                silent > 0,
                "Why " + (silent == 1 ? "one other answer is" : silent + " other answers are")
                        + " not taken is missing; give a reason for each in refusals.");
    }

    private Judgement judgement(
            Item item, Account account, WrittenChoice choice, Judgement accepted, @Nullable String comment) {
        Details said = opinions.details(
                item,
                List.of(),
                null,
                new Ratings.Opinion(Verdict.WRITTEN, 0, null, new Said(List.of(), List.of(), null, choice.text())));
        boolean unchanged = choice.text().equals(accepted.details().demonstration());
        return new Judgement(
                UUID.randomUUID(),
                item.id(),
                item.projectId(),
                account.id(),
                null,
                Verdict.WRITTEN,
                0,
                true,
                0,
                AdjudicationStore.SOURCE,
                ratings.now(),
                comment,
                unchanged ? Details.NONE : said);
    }

    private void tell(Judgement rating, Account reviewer, @Nullable String text) {
        if (text != null && !rating.accountId().equals(reviewer.id())) {
            notes.add(rating.itemId(), rating.accountId(), reviewer.id(), text);
        }
    }
}
