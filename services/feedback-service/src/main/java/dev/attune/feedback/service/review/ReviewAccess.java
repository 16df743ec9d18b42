package dev.attune.feedback.service.review;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.feedback.Account;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Project;
import dev.attune.feedback.review.Viewer;
import dev.attune.feedback.service.Walls;
import dev.attune.feedback.store.review.ReviewStore;

/** Who has to do with an item; for all others it is not there. */
@ApplicationScoped
class ReviewAccess {

    private final ReviewStore store;
    private final Walls walls;

    ReviewAccess(ReviewStore store, Walls walls) {
        this.store = store;
        this.walls = walls;
    }

    /**
     * The project of an item that the account may review.
     *
     * @throws FeedbackException {@link Fault#ITEM_UNKNOWN}, {@link Fault#PROJECT_UNKNOWN} or {@link Fault#FORBIDDEN}
     */
    Project reviewed(UUID item, Account account) {
        return walls.reviewed(project(item), account);
    }

    /**
     * Refuses who was neither handed the item nor had to do with it.
     *
     * @throws FeedbackException {@link Fault#ITEM_UNKNOWN} or {@link Fault#PROJECT_UNKNOWN}
     */
    void rated(UUID item, Account account) {
        walls.visible(project(item), account);
        if (!store.concerns(item, account.id())) {
            throw unknown(item);
        }
    }

    Viewer viewer(Project project, Account account) {
        return new Viewer(account.id(), walls.manages(project, account));
    }

    private UUID project(UUID item) {
        return store.project(item).orElseThrow(() -> unknown(item));
    }

    private static FeedbackException unknown(UUID item) {
        return Fault.ITEM_UNKNOWN.because("You have to do with no item " + item + ".");
    }
}
