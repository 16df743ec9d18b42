package dev.attune.feedback.store.voiding;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.store.Sql;
import dev.attune.feedback.voiding.Rater;
import dev.attune.feedback.voiding.Voiding;
import dev.attune.feedback.voiding.VoidingPreview;

/** Voidings, and the ratings that they take out. */
@ApplicationScoped
public class VoidingStore {

    /** What a voiding takes out: not what was imported under the person's account. */
    private static final String RATINGS = """
            FROM feedback.rating r
            WHERE r.project_id = ?1 AND r.account_id = ?2 AND r.rated_at >= ?3 AND r.rated_at <= ?4
              AND r.withdrawn_at IS NULL AND r.source NOT LIKE 'import:%'
            """;

    private static final String VOIDINGS = """
            SELECT v.id, a.pseudonym, a.name, b.name, v.since, v.reason, v.found, v.voided, v.reopened, v.requested_at,
                   v.finished_at, c.name, v.reversal_reason, v.reversed_at, v.restored, v.kept_out, v.reversal_finished_at
            FROM feedback.voiding v
                JOIN feedback.account a ON a.id = v.account_id
                JOIN feedback.account b ON b.id = v.actor_id
                LEFT JOIN feedback.account c ON c.id = v.reversed_by
            """;

    private final Sql sql;

    VoidingStore(Sql sql) {
        this.sql = sql;
    }

    /** Whose ratings since when. */
    public record Target(UUID project, UUID account, Instant since) {}

    /** A voiding that is not finished, with the part of it that a batch needs. */
    public record Open(UUID id, Target target, String reason, Instant requestedAt) {}

    /** Who rated in the project, most ratings first. */
    public List<Rater> raters(UUID project) {
        return sql.rows("""
                SELECT a.pseudonym, a.name, count(*) FILTER (WHERE r.verdict <> 'SKIP'),
                       count(*) FILTER (WHERE r.verdict = 'SKIP'), min(r.rated_at), max(r.rated_at)
                FROM feedback.rating r JOIN feedback.account a ON a.id = r.account_id
                WHERE r.project_id = ?1 AND r.withdrawn_at IS NULL AND r.source NOT LIKE 'import:%'
                GROUP BY a.id ORDER BY 3 DESC, a.name
                """, project).stream()
                .map(row -> {
                    Object[] columns = (Object[]) row;
                    return new Rater(
                            (String) columns[0],
                            (String) columns[1],
                            number(columns[2]),
                            number(columns[3]),
                            (Instant) columns[4],
                            (Instant) columns[5]);
                })
                .toList();
    }

    /** Whoever has this pseudonym and has rated in the project. */
    public Optional<UUID> rater(UUID project, String pseudonym) {
        return sql.rows("""
                SELECT a.id FROM feedback.account a
                WHERE a.pseudonym = ?2
                  AND EXISTS (SELECT 1 FROM feedback.rating r WHERE r.project_id = ?1 AND r.account_id = a.id)
                """, project, pseudonym).stream().findFirst().map(UUID.class::cast);
    }

    public VoidingPreview preview(Target target, Instant until) {
        Object[] counts = (Object[]) sql.row("""
                SELECT (SELECT pseudonym FROM feedback.account WHERE id = ?2),
                       (SELECT name FROM feedback.account WHERE id = ?2),
                       count(*) FILTER (WHERE r.verdict <> 'SKIP'),
                       count(*) FILTER (WHERE r.verdict = 'SKIP'),
                       count(*) FILTER (WHERE r.verdict <> 'SKIP' AND EXISTS (
                           SELECT 1 FROM feedback.item i
                           WHERE i.id = r.item_id AND i.accepted = i.ratings_per_item
                             AND i.review IN ('NONE', 'FLAGGED')))
                """ + RATINGS, target.project(), target.account(), target.since(), until);
        return new VoidingPreview(
                (String) counts[0], (String) counts[1], number(counts[2]), number(counts[3]), number(counts[4]));
    }

    public void add(Open voiding, UUID actor, long found) {
        sql.update(
                """
                INSERT INTO feedback.voiding
                    (id, project_id, account_id, since, reason, requested_at, actor_id, found)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                """,
                voiding.id(),
                voiding.target().project(),
                voiding.target().account(),
                voiding.target().since(),
                voiding.reason(),
                voiding.requestedAt(),
                actor,
                found);
    }

    /** Newest first. */
    public List<Voiding> of(UUID project) {
        return sql.rows(VOIDINGS + " WHERE v.project_id = ?1 ORDER BY v.requested_at DESC LIMIT 200", project).stream()
                .map(row -> voiding((Object[]) row))
                .toList();
    }

    public Voiding byId(UUID id) {
        return voiding((Object[]) sql.row(VOIDINGS + " WHERE v.id = ?1", id));
    }

    /** Whether it took out the ratings of somebody who was erased. */
    public boolean isOfErasure(UUID id) {
        return !sql.rows("SELECT 1 FROM feedback.voiding WHERE id = ?1 AND erasure_id IS NOT NULL", id)
                .isEmpty();
    }

    /** The oldest voiding that is not finished and on which nobody works, held until the transaction ends. */
    public Optional<Open> claim() {
        return sql.rows("""
                SELECT id, project_id, account_id, since, reason, requested_at FROM feedback.voiding
                WHERE finished_at IS NULL ORDER BY requested_at LIMIT 1 FOR UPDATE SKIP LOCKED
                """).stream().findFirst().map(row -> {
            Object[] columns = (Object[]) row;
            Target target = new Target((UUID) columns[1], (UUID) columns[2], (Instant) columns[3]);
            return new Open((UUID) columns[0], target, (String) columns[4], (Instant) columns[5]);
        });
    }

    /** Some of the ratings that are still to be taken out, in the order of their items. */
    public List<UUID> next(Open voiding, int limit) {
        Target target = voiding.target();
        return sql
                .rows(
                        "SELECT r.id " + RATINGS + " ORDER BY r.item_id LIMIT ?5",
                        target.project(),
                        target.account(),
                        target.since(),
                        voiding.requestedAt(),
                        limit)
                .stream()
                .map(UUID.class::cast)
                .toList();
    }

    /** The rating was taken out by the voiding. */
    public void mark(UUID rating, UUID voiding) {
        sql.update("UPDATE feedback.rating SET voiding_id = ?2, not_again = true WHERE id = ?1", rating, voiding);
    }

    public void count(UUID voiding, int voided, int reopened) {
        sql.update(
                "UPDATE feedback.voiding SET voided = voided + ?2, reopened = reopened + ?3 WHERE id = ?1",
                voiding,
                voided,
                reopened);
    }

    public void finish(UUID voiding) {
        sql.update("UPDATE feedback.voiding SET finished_at = clock_timestamp() WHERE id = ?1", voiding);
    }

    private static Voiding voiding(Object[] columns) {
        return new Voiding(
                (UUID) columns[0],
                (String) columns[1],
                (String) columns[2],
                (String) columns[3],
                (Instant) columns[4],
                (String) columns[5],
                number(columns[6]),
                number(columns[7]),
                number(columns[8]),
                (Instant) columns[9],
                (Instant) columns[10],
                reversal(columns));
    }

    private static Voiding.@Nullable Reversal reversal(Object[] columns) {
        return columns[13] == null
                ? null
                : new Voiding.Reversal(
                        (String) columns[11],
                        (String) columns[12],
                        (Instant) columns[13],
                        number(columns[14]),
                        number(columns[15]),
                        (Instant) columns[16]);
    }

    private static long number(Object column) {
        return ((Number) column).longValue();
    }
}
