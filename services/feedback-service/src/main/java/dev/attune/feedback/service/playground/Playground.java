package dev.attune.feedback.service.playground;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.Candidate.Sampling;
import dev.attune.contracts.event.Message;
import dev.attune.feedback.Account;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.Project;
import dev.attune.feedback.playground.Comparison;
import dev.attune.feedback.playground.Seat;
import dev.attune.feedback.playground.Side;
import dev.attune.feedback.service.ComparedPairs;
import dev.attune.feedback.service.ComparedPairs.Compared;
import dev.attune.feedback.service.Ratings;
import dev.attune.feedback.service.Ratings.Opinion;
import dev.attune.feedback.service.Walls;
import dev.attune.feedback.store.RatingStore;
import dev.attune.feedback.store.playground.ComparisonStore;
import dev.attune.service.page.Cursor;
import dev.attune.service.page.Part;

/** Two checkpoints side by side: who stands where is drawn here, what they say is kept here, and a verdict becomes a rating. */
@ApplicationScoped
public class Playground {

    /** Seeds that any program can write as a JSON number. */
    private static final long SEEDS = 1L << 53;

    private static final int LONGEST_NAME = 200;
    private static final int MOST_TOKENS = 4096;
    private static final double HOTTEST = 2;

    private final ComparisonStore store;
    private final ComparedPairs pairs;
    private final RatingStore ratings;
    private final Ratings verdicts;
    private final Walls walls;
    private final RandomGenerator random = new SecureRandom();

    Playground(ComparisonStore store, ComparedPairs pairs, RatingStore ratings, Ratings verdicts, Walls walls) {
        this.store = store;
        this.pairs = pairs;
        this.ratings = ratings;
        this.verdicts = verdicts;
        this.walls = walls;
    }

    /**
     * What somebody wants to see.
     *
     * @param models two checkpoints or channels, which may be the same
     * @param blind whether their names are told with the verdict only
     */
    public record Wish(
            List<Message> messages,
            List<String> models,
            boolean blind,
            double temperature,
            double topP,
            int maxNewTokens) {}

    /**
     * Draws sides and seeds.
     *
     * @throws FeedbackException {@link Fault#INVALID_REQUEST}, or what is wrong with the conversation
     */
    @Transactional
    public Comparison begin(Account account, Project project, Wish wish) {
        check(wish);
        pairs.check(wish.messages());
        boolean inOrder = random.nextBoolean();
        Comparison comparison = new Comparison(
                UUID.randomUUID(),
                project.id(),
                account.id(),
                wish.messages(),
                wish.blind(),
                false,
                seat(wish, inOrder ? 0 : 1),
                seat(wish, inOrder ? 1 : 0),
                null,
                null);
        store.add(comparison);
        return comparison;
    }

    private Seat seat(Wish wish, int model) {
        Sampling sampling =
                new Sampling(wish.temperature(), wish.topP(), 0, wish.maxNewTokens(), random.nextLong(SEEDS));
        return new Seat(wish.models().get(model), sampling, null);
    }

    private static void check(Wish wish) {
        Fault.INVALID_REQUEST.when(wish.models().size() != 2, "A comparison has two models; name two.");
        for (String model : wish.models()) {
            Fault.INVALID_REQUEST.when(
                    model == null || model.isBlank() || model.length() > LONGEST_NAME,
                    "The name of a model has 1 to " + LONGEST_NAME + " characters.");
        }
        Fault.INVALID_REQUEST.when(
                !(wish.temperature() >= 0 && wish.temperature() <= HOTTEST),
                "temperature must lie in [0, 2] but is " + wish.temperature() + ".");
        Fault.INVALID_REQUEST.when(
                !(wish.topP() > 0 && wish.topP() <= 1), "topP must lie in (0, 1] but is " + wish.topP() + ".");
        Fault.INVALID_REQUEST.when(
                wish.maxNewTokens() < 1 || wish.maxNewTokens() > MOST_TOKENS,
                "maxNewTokens must lie in [1, " + MOST_TOKENS + "] but is " + wish.maxNewTokens() + ".");
    }

    /**
     * The account's own comparison.
     *
     * @throws FeedbackException {@link Fault#COMPARISON_UNKNOWN}
     */
    @Transactional
    public Comparison find(UUID id, Account account) {
        return store.find(id)
                .filter(found -> found.accountId().equals(account.id()))
                .orElseThrow(() -> unknown(id));
    }

    /** Keeps a whole answer, unless the side has one already, and says which one counts. */
    @Transactional
    public Comparison keep(UUID id, Side side, Candidate answer) {
        store.answered(id, side, answer);
        return store.find(id).orElseThrow(() -> unknown(id));
    }

    /**
     * Turns a verdict into a rating: a pair of the project, settled, with checkpoints, sampling and seeds.
     *
     * @throws FeedbackException {@link Fault#COMPARISON_UNKNOWN}, {@link Fault#COMPARISON_UNANSWERED}, {@link
     *     Fault#COMPARISON_RATED} or what {@link ComparedPairs#enter} refuses
     */
    @Transactional
    public Comparison rate(UUID id, Account account, Opinion opinion) {
        Comparison comparison = store.locked(id)
                .filter(found -> found.accountId().equals(account.id()))
                .orElseThrow(() -> unknown(id));
        walls.visible(comparison.projectId(), account);
        Fault.COMPARISON_RATED.when(
                comparison.given() != null, "This comparison has its verdict already; begin another one.");
        Candidate left = comparison.left().answer();
        Candidate right = comparison.right().answer();
        Instant answered = comparison.answeredAt();
        if (left == null || right == null || answered == null) {
            throw Fault.COMPARISON_UNANSWERED.because("Both answers must be complete before one can be better.");
        }
        long dwell = Math.max(0, Duration.between(answered, ratings.now()).toMillis());
        Judgement judgement = pairs.enter(
                account,
                comparison.projectId(),
                new Compared(comparison.messages(), left, right, dwell, ComparedPairs.PLAYGROUND),
                opinion);
        store.rated(id, judgement.id());
        return store.find(id).orElseThrow(() -> unknown(id));
    }

    /**
     * Takes the verdict back, and its rating with it; one that has none stays as it is.
     *
     * @param reason why, once the undo window is over
     * @throws FeedbackException {@link Fault#COMPARISON_UNKNOWN} or {@link Fault#UNDO_TOO_LATE}
     */
    @Transactional
    public Comparison withdraw(UUID id, Account account, @Nullable String reason) {
        Comparison comparison = store.locked(id)
                .filter(found -> found.accountId().equals(account.id()))
                .orElseThrow(() -> unknown(id));
        if (comparison.given() == null) {
            return comparison;
        }
        verdicts.withdraw(comparison.given().ratingId(), account, reason);
        return store.find(id).orElseThrow(() -> unknown(id));
    }

    /** The account's own comparisons of the last days, newest first. */
    @Transactional
    public Part<Comparison> of(Account account, @Nullable Cursor before, int limit) {
        return store.of(account.id(), before, limit);
    }

    /** Until when its verdict may be taken back without a reason; null when it has none. */
    public @Nullable Instant undoUntil(Comparison comparison) {
        return comparison.given() == null
                ? null
                : verdicts.undoUntil(comparison.given().at());
    }

    private static FeedbackException unknown(UUID id) {
        return Fault.COMPARISON_UNKNOWN.because("You have no comparison " + id + "; begin one.");
    }
}
