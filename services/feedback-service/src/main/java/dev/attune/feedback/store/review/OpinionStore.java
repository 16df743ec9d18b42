package dev.attune.feedback.store.review;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.review.Opinion;
import dev.attune.feedback.review.Person;
import dev.attune.feedback.review.Viewer;
import dev.attune.feedback.store.JsonText;
import dev.attune.feedback.store.Sql;

/** What people said of an item, beside each other. */
@ApplicationScoped
public class OpinionStore {

    private final Sql sql;

    OpinionStore(Sql sql) {
        this.sql = sql;
    }

    /** The ratings of the item that count, oldest first, without skips. */
    public List<Opinion> ratings(UUID item, Viewer viewer) {
        return sql.rows("""
                SELECT r.id, a.pseudonym, a.name, a.id, r.verdict, r.strength, r.left_first, r.dwell_millis, r.comment,
                       r.rated_at, r.revised_at, CAST(r.ranking AS text), CAST(r.answers AS text), r.correction_of,
                       r.correction, r.demonstration, CAST(NULL AS uuid), f.reason
                FROM feedback.rating r
                    JOIN feedback.account a ON a.id = r.account_id
                    LEFT JOIN feedback.refusal f ON f.rating_id = r.id
                WHERE r.item_id = ?1 AND r.withdrawn_at IS NULL AND r.verdict <> 'SKIP'
                ORDER BY r.rated_at, r.id
                """, item).stream()
                .map(row -> opinion((Object[]) row, viewer))
                .toList();
    }

    /** The verdict that settles the item, if there is one. */
    public Optional<Opinion> adjudication(UUID item, Viewer viewer) {
        return sql.rows("""
                SELECT d.id, a.pseudonym, a.name, a.id, d.verdict, d.strength, d.left_first, 0, d.comment,
                       d.decided_at, CAST(NULL AS timestamptz), CAST(d.ranking AS text), CAST(NULL AS text),
                       CAST(NULL AS integer), CAST(NULL AS text), d.demonstration, d.accepted_id, CAST(NULL AS text)
                FROM feedback.adjudication d JOIN feedback.account a ON a.id = d.account_id
                WHERE d.item_id = ?1 AND d.revoked_at IS NULL
                """, item).stream().findFirst().map(row -> opinion((Object[]) row, viewer));
    }

    private static Opinion opinion(Object[] columns, Viewer viewer) {
        boolean leftFirst = (Boolean) columns[6];
        return new Opinion(
                (UUID) columns[0],
                person(columns[1], columns[2], columns[3], viewer),
                asFirstLeft(Verdict.valueOf((String) columns[4]), leftFirst),
                ((Number) columns[5]).intValue(),
                leftFirst,
                JsonText.ranking((String) columns[11]),
                JsonText.remarks((String) columns[12]),
                (Integer) columns[13],
                (String) columns[14],
                (String) columns[15],
                ((Number) columns[7]).longValue(),
                (String) columns[8],
                (Instant) columns[9],
                (Instant) columns[10],
                (UUID) columns[16],
                (String) columns[17]);
    }

    static Person person(Object pseudonym, @Nullable Object name, Object id, Viewer viewer) {
        return new Person(
                (String) pseudonym,
                viewer.names() ? (String) name : null,
                viewer.account().equals(id));
    }

    /** The verdict as it would be if the first answer had stood on the left. */
    private static Verdict asFirstLeft(Verdict verdict, boolean leftFirst) {
        if (leftFirst || !verdict.decisive()) {
            return verdict;
        }
        return verdict == Verdict.LEFT ? Verdict.RIGHT : Verdict.LEFT;
    }
}
