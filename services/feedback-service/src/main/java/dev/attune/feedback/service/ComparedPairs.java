package dev.attune.feedback.service;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.part.Split;
import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.Account;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Item;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.Project;
import dev.attune.feedback.Prompt;
import dev.attune.feedback.review.ReviewState;
import dev.attune.feedback.service.Ratings.Opinion;
import dev.attune.feedback.service.settlement.Settlement;
import dev.attune.feedback.store.ItemStore;
import dev.attune.feedback.store.PromptStore;
import dev.attune.feedback.store.RatingStore;
import dev.attune.feedback.store.playground.ComparisonStore;
import dev.attune.feedback.store.rating.RatingSets;
import dev.attune.feedback.store.review.ReviewStore;
import dev.attune.service.outbox.Outbox;

/** Pairs that one person has seen answered and rated at once: prompt, settled item and rating, with their events. */
@ApplicationScoped
public class ComparedPairs {

    /** Of the ratings that come from the playground. */
    public static final String PLAYGROUND = "playground";

    private final Projects projects;
    private final Conversations conversations;
    private final PromptStore prompts;
    private final ItemStore items;
    private final RatingStore ratings;
    private final RatingSets given;
    private final ReviewStore reviews;
    private final ComparisonStore comparisons;
    private final Outbox outbox;

    ComparedPairs(
            Projects projects,
            Conversations conversations,
            PromptStore prompts,
            ItemStore items,
            RatingStore ratings,
            RatingSets given,
            ReviewStore reviews,
            ComparisonStore comparisons,
            Outbox outbox) {
        this.projects = projects;
        this.conversations = conversations;
        this.prompts = prompts;
        this.items = items;
        this.ratings = ratings;
        this.given = given;
        this.reviews = reviews;
        this.comparisons = comparisons;
        this.outbox = outbox;
    }

    /**
     * What was compared.
     *
     * @param dwellMillis from when both answers stood there
     * @param source where the person saw them
     */
    public record Compared(List<Message> messages, Candidate left, Candidate right, long dwellMillis, String source) {
        public Compared {
            messages = List.copyOf(messages);
        }
    }

    /** @throws FeedbackException when nobody could rate answers to the conversation */
    public void check(List<Message> messages) {
        conversations.checkPrompt(messages);
    }

    /**
     * Enters a pair with its rating, in the caller's transaction. A new prompt is not told to the ring: it has its answers.
     *
     * @throws FeedbackException {@link Fault#IDENTICAL_ANSWERS}, {@link Fault#EMPTY_ANSWER}, {@link Fault#HELD_OUT_PROMPT},
     *     {@link Fault#COMMENT_TOO_LONG} or {@link Fault#INVALID_REQUEST}
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Judgement enter(Account account, UUID projectId, Compared pair, Opinion opinion) {
        Verdict verdict = opinion.verdict();
        Fault.INVALID_REQUEST.when(verdict == Verdict.SKIP, "A comparison that is skipped is not sent.");
        Ratings.checkStrength(verdict, opinion.strength());
        conversations.checkAnswers(pair.left().text(), pair.right().text());
        Project project = projects.locked(projectId);
        Prompt prompt = prompt(project.id(), pair.messages());
        Item item = item(project.id(), prompt.id(), pair);
        Judgement judgement = new Judgement(
                UUID.randomUUID(),
                item.id(),
                project.id(),
                account.id(),
                null,
                verdict,
                opinion.strength(),
                item.first().equals(pair.left()),
                pair.dwellMillis(),
                pair.source(),
                ratings.now(),
                Comments.tidy(opinion.comment()));
        given.add(List.of(judgement));
        outbox.add(Provenance.ratingGiven(judgement, item, prompt, account.pseudonym()));
        outbox.add(Settlement.settle(item, prompt, List.of(judgement)));
        return judgement;
    }

    /** The verdict of a comparison was taken back: nobody else is asked for one, and its person may give another. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void reopen(Judgement judgement) {
        reviews.set(judgement.itemId(), ReviewState.VOID);
        comparisons.unrated(judgement.id());
    }

    /** A new one, or the one whose verdict was taken back. */
    private Item item(UUID project, UUID prompt, Compared pair) {
        Item added = Pairs.item(project, prompt, pair.left(), pair.right(), 1, 1);
        UUID earlier = items.find(Pairs.key(added)).orElse(null);
        if (earlier == null) {
            items.addAll(List.of(added));
            return added;
        }
        reviews.set(earlier, ReviewState.NONE);
        Fault.ITEM_COMPLETE.when(!items.accept(earlier), "This pair of answers has its verdict already.");
        return items.get(earlier);
    }

    private Prompt prompt(UUID project, List<Message> messages) {
        String fingerprint = Conversations.fingerprint(messages);
        Prompt known = prompts.byFingerprint(project, List.of(fingerprint)).get(fingerprint);
        if (known == null) {
            Prompt added = new Prompt(UUID.randomUUID(), project, messages, fingerprint, Split.TRAIN);
            prompts.addAll(List.of(added));
            return added;
        }
        Fault.HELD_OUT_PROMPT.when(
                known.split() == Split.HELD_OUT, "The prompt is held out for evaluations and must not be trained on.");
        return known;
    }
}
