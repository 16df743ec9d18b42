package dev.attune.feedback.store.fresh;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.fresh.Contrast;
import dev.attune.feedback.fresh.Occasion;
import dev.attune.feedback.fresh.Round;
import dev.attune.feedback.store.Sql;

/** New pairs that were asked for. */
@ApplicationScoped
public class FreshStore {

    /** Whether one of an item's answers is of the checkpoint; answers lie as JSON, in which no text holds a bare quotation mark. */
    private static final String OF = "strpos(coalesce(i.candidates, i.first_candidate || i.second_candidate),"
            + " '\"checkpointId\":\"' || PARAMETER || '\"') > 0";

    private static final String WANTING = """
            SELECT p.id FROM feedback.prompt p
            WHERE p.project_id = ?1 AND p.split = 'TRAIN' AND NOT p.for_check
              AND (p.answered_at IS NOT NULL OR EXISTS (SELECT 1 FROM feedback.item i WHERE i.prompt_id = p.id))
              AND NOT EXISTS (SELECT 1 FROM feedback.item i
                              WHERE i.prompt_id = p.id AND i.review NOT IN ('VOID', 'SUPERSEDED')
                                AND (NEW OR (PRODUCTION AND (i.accepted >= i.ratings_per_item OR i.review = 'ADJUDICATED'))))
              AND NOT EXISTS (SELECT 1 FROM feedback.fresh_request f JOIN feedback.fresh_round r ON r.id = f.round_id
                              WHERE f.prompt_id = p.id AND f.answered_at IS NULL AND r.checkpoint = ?2)
            ORDER BY md5(CAST(p.project_id AS text) || '/' || ?2 || '/' || CAST(p.id AS text)), p.id LIMIT ?4
            """.replace("NEW", OF.replace("PARAMETER", "?2"))
            .replace("PRODUCTION", OF.replace("PARAMETER", "CAST(?3 AS text)"));

    /** Pairs of a prompt that nobody has rated, and that measure nobody; those that others hold are passed over. */
    private static final String UNTOUCHED = """
            SELECT i.id FROM feedback.item i
            WHERE i.prompt_id = ?1 AND i.review = 'NONE' AND i.accepted = 0
              AND NOT EXISTS (SELECT 1 FROM feedback.rating r
                              WHERE r.item_id = i.id AND r.withdrawn_at IS NULL AND r.verdict <> 'SKIP')
              AND NOT EXISTS (SELECT 1 FROM feedback.gold g WHERE g.item_id = i.id)
            ORDER BY i.id FOR NO KEY UPDATE OF i SKIP LOCKED
            """;

    private final Sql sql;

    FreshStore(Sql sql) {
        this.sql = sql;
    }

    /**
     * Prompts that still want ratings: none of their pairs is settled, or only pairs of neither checkpoint; and none has an answer of the new
     * one. In an order that the project and the checkpoint give.
     */
    public List<UUID> wanting(UUID project, String checkpoint, @Nullable String production, int most) {
        return sql.rows(WANTING, project, checkpoint, production, most).stream()
                .map(UUID.class::cast)
                .toList();
    }

    /** Whether the project has asked on that occasion. */
    public boolean asked(UUID project, String checkpoint, Occasion occasion) {
        return !sql.rows(
                        "SELECT 1 FROM feedback.fresh_round WHERE project_id = ?1 AND checkpoint = ?2 AND occasion = ?3",
                        project,
                        checkpoint,
                        occasion.name())
                .isEmpty();
    }

    public void add(UUID project, Round round) {
        sql.update(
                """
                INSERT INTO feedback.fresh_round (id, project_id, checkpoint, occasion, production, before, asked)
                VALUES (?1, ?2, ?3, ?4, CAST(?5 AS text), CAST(?6 AS text), ?7)
                """,
                round.id(),
                project,
                round.checkpoint(),
                round.occasion().name(),
                round.production(),
                round.before(),
                round.asked());
    }

    /** A prompt that is asked for answers. */
    public record Request(UUID id, UUID prompt, Contrast contrast) {}

    public void add(UUID project, UUID round, List<Request> requests) {
        sql.update(
                """
                INSERT INTO feedback.fresh_request (id, project_id, prompt_id, round_id, contrast)
                SELECT q.id, ?1, q.prompt, ?2, q.contrast FROM unnest(?3, ?4, ?5) AS q(id, prompt, contrast)
                """,
                project,
                round,
                requests.stream().map(Request::id).toArray(UUID[]::new),
                requests.stream().map(Request::prompt).toArray(UUID[]::new),
                requests.stream().map(request -> request.contrast().name()).toArray(String[]::new));
    }

    /**
     * What was asked for of a prompt.
     *
     * @param round who asked, or the run of the {@code arena} that did
     */
    public record Asked(
            UUID id,
            boolean answered,
            @Nullable Round round,
            @Nullable String arena) {}

    /** What was asked for, held until the transaction ends. */
    public Optional<Asked> locked(UUID id, UUID prompt) {
        return sql.rows("""
                SELECT f.id, f.answered_at IS NOT NULL, f.round_id, f.arena FROM feedback.fresh_request f
                WHERE f.id = ?1 AND f.prompt_id = ?2 FOR UPDATE
                """, id, prompt).stream()
                .findFirst()
                .map(row -> (Object[]) row)
                .map(row -> new Asked((UUID) row[0], (Boolean) row[1], round((UUID) row[2]), (String) row[3]));
    }

    private @Nullable Round round(@Nullable UUID id) {
        return id == null ? null : rounds("r.id = ?1", id).getFirst();
    }

    /** The answers have come, and so many pairs were closed for them. */
    public void answered(UUID id, int closed) {
        sql.update(
                "UPDATE feedback.fresh_request SET answered_at = clock_timestamp(), closed = ?2 WHERE id = ?1",
                id,
                closed);
    }

    /** The newest first. */
    public List<Round> rounds(UUID project) {
        return rounds("r.project_id = ?1", project);
    }

    private List<Round> rounds(String where, UUID id) {
        return sql.rows("""
                SELECT r.id, r.checkpoint, r.occasion, r.production, r.before, r.asked, r.asked_at,
                       count(f.answered_at), coalesce(sum(f.closed), 0)
                FROM feedback.fresh_round r LEFT JOIN feedback.fresh_request f ON f.round_id = r.id
                WHERE WHERE_CLAUSE GROUP BY r.id ORDER BY r.asked_at DESC, r.id LIMIT 20
                """.replace("WHERE_CLAUSE", where), id).stream()
                .map(row -> (Object[]) row)
                .map(row -> new Round(
                        (UUID) row[0],
                        (String) row[1],
                        Occasion.valueOf((String) row[2]),
                        (String) row[3],
                        (String) row[4],
                        ((Number) row[5]).intValue(),
                        ((Number) row[7]).intValue(),
                        ((Number) row[8]).intValue(),
                        (Instant) row[6]))
                .toList();
    }

    /** The pairs of a prompt that may be closed, held until the transaction ends. */
    public List<UUID> untouched(UUID prompt) {
        return sql.rows(UNTOUCHED, prompt).stream().map(UUID.class::cast).toList();
    }

    /** Closes those of the held pairs that nobody has before them; returns how many. Who is handed one holds its row among the open ones. */
    public int supersede(Set<UUID> items) {
        List<UUID> free = sql
                .rows(
                        "SELECT item_id FROM feedback.open_item WHERE item_id = ANY(?1) ORDER BY item_id FOR UPDATE SKIP LOCKED",
                        (Object) items.toArray(UUID[]::new))
                .stream()
                .map(UUID.class::cast)
                .toList();
        return sql.update("""
                UPDATE feedback.item i SET review = 'SUPERSEDED'
                WHERE i.id = ANY(?1)
                  AND NOT EXISTS (SELECT 1 FROM feedback.lease l
                                  WHERE l.item_id = i.id AND l.used_at IS NULL AND l.expires_at > clock_timestamp())
                """, (Object) free.toArray(UUID[]::new));
    }
}
