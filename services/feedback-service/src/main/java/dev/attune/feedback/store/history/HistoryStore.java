package dev.attune.feedback.store.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.form.Form;
import dev.attune.feedback.history.OwnRating;
import dev.attune.feedback.history.OwnRating.Decided;
import dev.attune.feedback.history.RatingState;
import dev.attune.feedback.review.ReviewState;
import dev.attune.feedback.store.JsonText;
import dev.attune.feedback.store.Sql;

/** A person's own ratings; what somebody imported are others' ratings, whoever entered them. */
@ApplicationScoped
public class HistoryStore {

    /** Later than any rating. */
    public static final Place NEWEST = new Place(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1));

    private static final String RATINGS = """
            SELECT r.id, r.item_id, r.project_id, p.name, q.messages,
                   coalesce(i.candidates, '[' || i.first_candidate || ',' || i.second_candidate || ']'), i.form, r.left_first,
                   r.verdict, r.strength, r.comment, r.rated_at, r.revised_at, r.version,
                   r.withdrawn_at IS NOT NULL, r.voided,
                   CASE WHEN coalesce(r.check_kind, 'REPEAT') = 'REPEAT' THEN i.review ELSE 'NONE' END,
                   d.verdict, d.strength, d.left_first, d.comment,
                   (SELECT count(*) FROM feedback.item_note n WHERE n.item_id = r.item_id AND n.rater_id = ?1),
                   (SELECT count(*) FROM feedback.item_note n
                    WHERE n.item_id = r.item_id AND n.rater_id = ?1 AND n.author_id <> ?1 AND n.seen_at IS NULL),
                   r.answer_order, CAST(r.ranking AS text), CAST(r.answers AS text), r.correction_of, r.correction,
                   r.demonstration, CAST(d.ranking AS text), d.accepted_id = r.id, d.demonstration, f.reason
            FROM feedback.said r
                JOIN feedback.item i ON i.id = r.item_id
                JOIN feedback.prompt q ON q.id = i.prompt_id
                JOIN feedback.project p ON p.id = r.project_id
                LEFT JOIN feedback.adjudication d ON d.item_id = r.item_id AND d.revoked_at IS NULL
                    AND coalesce(r.check_kind, 'REPEAT') = 'REPEAT'
                LEFT JOIN feedback.refusal f ON f.rating_id = r.id
            WHERE r.account_id = ?1
              AND r.source NOT LIKE 'import:%'
              AND (r.withdrawn_at IS NULL OR r.not_again)
              AND r.project_id = ANY (CAST(string_to_array(?2, ',') AS uuid[]))
            """;

    private final Sql sql;

    HistoryStore(Sql sql) {
        this.sql = sql;
    }

    /** Where a list ended. */
    public record Place(Instant ratedAt, UUID rating) {}

    /** Which of the account's ratings, in projects that it sees. */
    public record Wanted(UUID account, Collection<UUID> projects, boolean unseenOnly, Place before, int limit) {}

    /** Newest first. */
    public List<OwnRating> ratings(Wanted wanted, Duration undoWindow) {
        String unseen = wanted.unseenOnly() ? """
                 AND EXISTS (SELECT 1 FROM feedback.item_note n
                             WHERE n.item_id = r.item_id AND n.rater_id = ?1 AND n.author_id <> ?1 AND n.seen_at IS NULL)
                """ : "";
        return sql
                .rows(
                        RATINGS + unseen
                                + " AND (r.rated_at, r.id) < (?3, ?4) ORDER BY r.rated_at DESC, r.id DESC LIMIT ?5",
                        wanted.account(),
                        wanted.projects().stream().map(UUID::toString).collect(Collectors.joining(",")),
                        wanted.before().ratedAt(),
                        wanted.before().rating(),
                        wanted.limit())
                .stream()
                .map(row -> rating((Object[]) row, undoWindow))
                .toList();
    }

    /** The rating's version as the database has it now. */
    public int version(UUID rating) {
        return ((Number) sql.row("SELECT version FROM feedback.said WHERE id = ?1", rating)).intValue();
    }

    /** The account may be handed the item again whose rating it took back with a reason; false when there is none. */
    public boolean takeUp(UUID rating, UUID account) {
        return sql.update("""
                        UPDATE feedback.rating SET not_again = false
                        WHERE id = ?1 AND account_id = ?2 AND withdrawn_at IS NOT NULL AND not_again
                          AND voiding_id IS NULL
                        """, rating, account) == 1;
    }

    private static OwnRating rating(Object[] columns, Duration undoWindow) {
        Form form = JsonText.form((String) columns[6]);
        OrderOnScreen order = OrderOnScreen.of(form, (Boolean) columns[7], (String) columns[23]);
        Verdict verdict = Verdict.valueOf((String) columns[8]);
        RatingState state = state(verdict, (Boolean) columns[14], (Boolean) columns[15]);
        ReviewState review = ReviewState.valueOf((String) columns[16]);
        Instant ratedAt = (Instant) columns[11];
        List<Candidate> shown = order.shown(JsonText.candidates((String) columns[5]));
        return new OwnRating(
                (UUID) columns[0],
                (UUID) columns[1],
                (UUID) columns[2],
                (String) columns[3],
                JsonText.messages((String) columns[4]),
                form,
                shown.stream().map(Candidate::text).toList(),
                shown.stream().map(Candidate::images).toList(),
                verdict,
                number(columns[9]),
                (String) columns[10],
                order.ranking(JsonText.ranking((String) columns[24])),
                order.shown(JsonText.remarks((String) columns[25])),
                columns[26] == null ? null : order.position(number(columns[26])),
                (String) columns[27],
                (String) columns[28],
                ratedAt,
                (Instant) columns[12],
                number(columns[13]),
                state,
                review,
                state == RatingState.COUNTS && (review == ReviewState.NONE || review == ReviewState.FLAGGED),
                ratedAt.plus(undoWindow),
                decided(columns, order),
                (String) columns[32],
                number(columns[21]),
                number(columns[22]));
    }

    private static RatingState state(Verdict verdict, boolean withdrawn, boolean voided) {
        if (voided) {
            return RatingState.VOIDED;
        }
        if (withdrawn) {
            return RatingState.WITHDRAWN;
        }
        return verdict == Verdict.SKIP ? RatingState.SKIPPED : RatingState.COUNTS;
    }

    private static @Nullable Decided decided(Object[] columns, OrderOnScreen order) {
        if (columns[17] == null) {
            return null;
        }
        Verdict verdict = Verdict.valueOf((String) columns[17]);
        boolean swapped = verdict.decisive() && !columns[7].equals(columns[19]);
        boolean otherAnswer = Boolean.FALSE.equals(columns[30]);
        Verdict asItStood = verdict == Verdict.LEFT ? Verdict.RIGHT : Verdict.LEFT;
        return new Decided(
                swapped ? asItStood : verdict,
                number(columns[18]),
                order.ranking(JsonText.ranking((String) columns[29])),
                // What is said to one writer, and what he wrote, the others do not read.
                otherAnswer ? null : (String) columns[20],
                (Boolean) columns[30],
                otherAnswer ? null : (String) columns[31]);
    }

    private static int number(Object column) {
        return ((Number) column).intValue();
    }
}
