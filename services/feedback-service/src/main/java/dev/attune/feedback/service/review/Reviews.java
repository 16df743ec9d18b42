package dev.attune.feedback.service.review;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.contracts.event.Candidate;
import dev.attune.feedback.Account;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Item;
import dev.attune.feedback.Project;
import dev.attune.feedback.review.ReviewItem;
import dev.attune.feedback.review.ReviewList;
import dev.attune.feedback.review.ReviewQuery;
import dev.attune.feedback.review.Viewer;
import dev.attune.feedback.store.ItemStore;
import dev.attune.feedback.store.PromptStore;
import dev.attune.feedback.store.review.FlagStore;
import dev.attune.feedback.store.review.NoteStore;
import dev.attune.feedback.store.review.OpinionStore;
import dev.attune.feedback.store.review.ReviewLists;
import dev.attune.feedback.store.review.ReviewStore;

/** What reviewers look at. */
@ApplicationScoped
public class Reviews {

    private final ReviewAccess access;
    private final ReviewLists lists;
    private final ReviewStore store;
    private final ItemStore items;
    private final PromptStore prompts;
    private final OpinionStore opinions;
    private final FlagStore flags;
    private final NoteStore notes;

    Reviews(
            ReviewAccess access,
            ReviewLists lists,
            ReviewStore store,
            ItemStore items,
            PromptStore prompts,
            OpinionStore opinions,
            FlagStore flags,
            NoteStore notes) {
        this.access = access;
        this.lists = lists;
        this.store = store;
        this.items = items;
        this.prompts = prompts;
        this.opinions = opinions;
        this.flags = flags;
        this.notes = notes;
    }

    @Transactional
    public ReviewList list(ReviewQuery query, Account account) {
        return lists.list(query, account.id());
    }

    /**
     * An item with all that was said of it.
     *
     * @throws FeedbackException when the account may not review it
     */
    @Transactional
    public ReviewItem one(UUID id, Account account) {
        Project project = access.reviewed(id, account);
        Viewer viewer = access.viewer(project, account);
        Item item = items.get(id);
        return new ReviewItem(
                id,
                project.id(),
                store.state(id),
                prompts.byId(item.promptId()).orElseThrow().messages(),
                item.form(),
                item.answers().stream().map(Candidate::text).toList(),
                item.answers().stream().map(Candidate::images).toList(),
                item.accepted(),
                item.ratingsPerItem(),
                store.disagreement(id),
                opinions.ratings(id, viewer),
                opinions.adjudication(id, viewer).orElse(null),
                flags.of(id, viewer),
                notes.of(id, viewer),
                store.hasRated(id, account.id()));
    }
}
