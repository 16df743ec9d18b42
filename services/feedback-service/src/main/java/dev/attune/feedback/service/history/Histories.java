package dev.attune.feedback.service.history;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Account;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Project;
import dev.attune.feedback.config.FeedbackConfig;
import dev.attune.feedback.history.Agreement;
import dev.attune.feedback.history.History;
import dev.attune.feedback.history.OwnRating;
import dev.attune.feedback.history.Quality;
import dev.attune.feedback.service.Walls;
import dev.attune.feedback.store.history.HistoryStore;
import dev.attune.feedback.store.history.HistoryStore.Place;
import dev.attune.feedback.store.history.HistoryStore.Wanted;
import dev.attune.feedback.store.history.QualityStore;
import dev.attune.feedback.store.history.QualityStore.Figures;

/** A person's own ratings, and how they are. */
@ApplicationScoped
public class Histories {

    /** Fewer pairs of verdicts say nothing: a share of 0.5 of twenty lies somewhere between 0.3 and 0.7. */
    static final int ENOUGH_OF_OTHERS = 20;

    static final int ENOUGH_OF_REVIEWERS = 5;

    private final HistoryStore store;
    private final QualityStore quality;
    private final Walls walls;
    private final FeedbackConfig config;

    Histories(HistoryStore store, QualityStore quality, Walls walls, FeedbackConfig config) {
        this.store = store;
        this.quality = quality;
        this.walls = walls;
        this.config = config;
    }

    /** Which of one's own ratings. */
    public record Query(
            @Nullable UUID project,
            boolean unseenOnly,
            @Nullable String after,
            int limit) {}

    /**
     * The account's ratings in a project, or in all that it sees, newest first.
     *
     * @throws FeedbackException {@link Fault#PROJECT_UNKNOWN} or {@link Fault#INVALID_REQUEST}
     */
    @Transactional
    public History of(Account account, Query query) {
        UUID one = query.project();
        List<UUID> projects = one == null
                ? Stream.concat(walls.visible(account, false).stream(), walls.visible(account, true).stream())
                        .map(Project::id)
                        .toList()
                : List.of(walls.visible(one, account).id());
        Place before = query.after() == null ? HistoryStore.NEWEST : place(query.after());
        Wanted wanted = new Wanted(account.id(), projects, query.unseenOnly(), before, query.limit() + 1);
        List<OwnRating> found = store.ratings(wanted, config.rating().undoWindow());
        if (found.size() <= query.limit()) {
            return new History(found, null);
        }
        List<OwnRating> page = found.subList(0, query.limit());
        return new History(page, cursor(page.getLast()));
    }

    /** How the account's ratings in a project are. */
    @Transactional
    public Quality quality(Account account, UUID projectId) {
        UUID project = walls.visible(projectId, account).id();
        Figures figures = quality.figures(project, account.id());
        return new Quality(
                figures.ratings(),
                figures.skipped(),
                quality.days(project, account.id()),
                figures.medianSeconds(),
                figures.leftShare(),
                Agreement.of(quality.besideOthers(project, account.id()), ENOUGH_OF_OTHERS),
                Agreement.of(quality.besideReviewers(project, account.id()), ENOUGH_OF_REVIEWERS));
    }

    private static String cursor(OwnRating last) {
        String place = last.ratedAt() + " " + last.id();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }

    private static Place place(String cursor) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(" ", 2);
            return new Place(Instant.parse(parts[0]), UUID.fromString(parts[1]));
        } catch (RuntimeException e) {
            throw Fault.INVALID_REQUEST.because("The cursor in after is none that an earlier answer gave as next.");
        }
    }
}
