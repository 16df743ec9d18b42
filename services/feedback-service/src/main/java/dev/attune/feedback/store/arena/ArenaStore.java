package dev.attune.feedback.store.arena;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.bus.EventCodec;
import dev.attune.contracts.event.JobEvent.ArenaRequested;
import dev.attune.contracts.event.part.Verdict;
import dev.attune.contracts.settings.gate.GateOutcome;
import dev.attune.feedback.store.Sql;

/** Two checkpoints that people compare on held-out prompts. */
@ApplicationScoped
public class ArenaStore {

    private final Sql sql;

    ArenaStore(Sql sql) {
        this.sql = sql;
    }

    /** Keeps that it was asked for, once; false when it was before. Its time begins. */
    public boolean add(ArenaRequested request, @Nullable UUID project) {
        return sql.update(
                        """
                INSERT INTO feedback.arena (run_id, project_id, request, ends_at)
                VALUES (?1, CAST(?2 AS uuid), ?3, clock_timestamp() + make_interval(hours => ?4))
                ON CONFLICT (run_id) DO NOTHING
                """,
                        request.runId(),
                        project == null ? null : project.toString(),
                        EventCodec.json(request),
                        request.arena().maxHours())
                == 1;
    }

    /** Held-out prompts of the project, in an order that the seed gives. */
    public List<UUID> heldOut(UUID project, long seed, int most) {
        return sql.rows("""
                SELECT id FROM feedback.prompt WHERE project_id = ?1 AND split = 'HELD_OUT' AND NOT for_check
                ORDER BY md5(CAST(?2 AS text) || '/' || CAST(id AS text)), id LIMIT ?3
                """, project, String.valueOf(seed), most).stream()
                .map(UUID.class::cast)
                .toList();
    }

    /** A prompt that is asked for the answers of both. */
    public record Request(UUID id, UUID prompt) {}

    public void ask(UUID project, String runId, List<Request> requests) {
        sql.update(
                """
                INSERT INTO feedback.fresh_request (id, project_id, prompt_id, arena)
                SELECT q.id, ?1, q.prompt, ?2 FROM unnest(?3, ?4) AS q(id, prompt)
                """,
                project,
                runId,
                requests.stream().map(Request::id).toArray(UUID[]::new),
                requests.stream().map(Request::prompt).toArray(UUID[]::new));
    }

    /** Those that go on. */
    public List<String> open() {
        return sql.rows("SELECT run_id FROM feedback.arena WHERE concluded_at IS NULL ORDER BY requested_at").stream()
                .map(String.class::cast)
                .toList();
    }

    /**
     * How far an arena is.
     *
     * @param over its time, or the project's
     * @param answered of the pairs that were {@code asked} for
     * @param same pairs of which both answers say the same
     * @param done pairs that want no more ratings
     * @param unknown which of the two the ring has not told of, a minute after it was asked
     */
    public record Progress(
            ArenaRequested request,
            boolean archived,
            boolean over,
            int asked,
            int answered,
            int same,
            int done,
            @Nullable String unknown) {}

    /** One that goes on, held until the transaction ends; nothing where another holds it, or it is over. */
    public Optional<Progress> locked(String runId) {
        boolean held = !sql.rows(
                        "SELECT run_id FROM feedback.arena WHERE run_id = ?1 AND concluded_at IS NULL FOR UPDATE SKIP LOCKED",
                        runId)
                .isEmpty();
        return held ? Optional.of(progress(runId)) : Optional.empty();
    }

    private Progress progress(String runId) {
        Object[] row = (Object[]) sql.row("""
                SELECT a.request, coalesce(p.archived_at IS NOT NULL OR p.deleted_at IS NOT NULL, true),
                       a.ends_at <= clock_timestamp(), count(f.id), count(f.answered_at),
                       count(*) FILTER (WHERE f.answered_at IS NOT NULL AND f.item_id IS NULL),
                       count(*) FILTER (WHERE f.answered_at IS NOT NULL
                                          AND (f.item_id IS NULL OR i.accepted >= i.ratings_per_item
                                               OR i.review NOT IN ('NONE', 'FLAGGED'))),
                       (SELECT min(c.id)
                        FROM (VALUES (CAST(a.request AS json) ->> 'checkpointId'),
                                     (CAST(a.request AS json) ->> 'opponentCheckpointId')) AS c(id)
                        WHERE a.requested_at < clock_timestamp() - interval '1 minute'
                          AND NOT EXISTS (SELECT 1 FROM feedback.ring_checkpoint k WHERE k.checkpoint = c.id))
                FROM feedback.arena a
                     LEFT JOIN feedback.project p ON p.id = a.project_id
                     LEFT JOIN feedback.fresh_request f ON f.arena = a.run_id
                     LEFT JOIN feedback.item i ON i.id = f.item_id
                WHERE a.run_id = ?1 GROUP BY a.run_id, p.archived_at, p.deleted_at
                """, runId);
        return new Progress(
                request(row[0]),
                (Boolean) row[1],
                (Boolean) row[2],
                number(row[3]),
                number(row[4]),
                number(row[5]),
                number(row[6]),
                (String) row[7]);
    }

    /** What an arena asked for, while it goes on. */
    public Optional<ArenaRequested> going(String runId) {
        return sql
                .rows("SELECT request FROM feedback.arena WHERE run_id = ?1 AND concluded_at IS NULL FOR SHARE", runId)
                .stream()
                .map(ArenaStore::request)
                .findFirst();
    }

    private static ArenaRequested request(Object json) {
        return EventCodec.read(((String) json).getBytes(StandardCharsets.UTF_8), ArenaRequested.class);
    }

    /** The answers have come; they are this item, or none, as both say the same. */
    public void answered(UUID request, @Nullable UUID item) {
        sql.update("""
                UPDATE feedback.fresh_request SET answered_at = clock_timestamp(), item_id = CAST(?2 AS uuid) WHERE id = ?1
                """, request, item == null ? null : item.toString());
    }

    /**
     * What somebody said.
     *
     * @param firstIsCandidate whether the pair's first answer is the candidate's
     * @param leftFirst whether the first answer stood on the left
     */
    public record Said(String rater, String prompt, Verdict verdict, boolean leftFirst, boolean firstIsCandidate) {}

    /** All that counts: nothing that was taken back or skipped, of no pair that reviewers closed, of nobody whose ratings weigh nothing. */
    public List<Said> said(ArenaRequested request) {
        return sql.rows(
                row -> new Said(
                        row.getString(1),
                        row.getString(2),
                        Verdict.valueOf(row.getString(3)),
                        row.getBoolean(4),
                        row.getBoolean(5)),
                """
                SELECT CAST(r.account_id AS text), CAST(i.prompt_id AS text), r.verdict, r.left_first,
                       strpos(i.first_candidate, '"checkpointId":"' || ?2 || '"') > 0
                FROM feedback.fresh_request f
                     JOIN feedback.item i ON i.id = f.item_id
                     JOIN feedback.rating r ON r.item_id = i.id
                WHERE f.arena = ?1 AND i.review <> 'VOID' AND r.withdrawn_at IS NULL
                  AND r.verdict IN ('LEFT', 'RIGHT', 'TIE', 'BOTH_BAD')
                  AND NOT EXISTS (SELECT 1 FROM feedback.rater_standing s
                                  WHERE s.project_id = r.project_id AND s.account_id = r.account_id AND s.state = 'SHADOW')
                ORDER BY r.rated_at, r.id
                """,
                request.runId(),
                request.checkpointId());
    }

    public void conclude(String runId, GateOutcome outcome) {
        sql.update(
                "UPDATE feedback.arena SET outcome = ?2, concluded_at = clock_timestamp() WHERE run_id = ?1",
                runId,
                outcome.name());
    }

    /** Pairs of arenas that were concluded of late which still want ratings, held until the transaction ends. */
    public Set<UUID> leftOver() {
        Set<UUID> items = new HashSet<>();
        sql.rows("""
                SELECT i.id FROM feedback.arena a
                     JOIN feedback.fresh_request f ON f.arena = a.run_id
                     JOIN feedback.item i ON i.id = f.item_id
                WHERE a.concluded_at > clock_timestamp() - interval '1 day'
                  AND i.review = 'NONE' AND i.accepted < i.ratings_per_item
                ORDER BY i.id LIMIT 500 FOR NO KEY UPDATE OF i SKIP LOCKED
                """).forEach(id -> items.add((UUID) id));
        return items;
    }

    private static int number(Object column) {
        return ((Number) column).intValue();
    }
}
