package dev.attune.feedback.store.choice;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.feedback.store.Sql;

/** Puts waiting items in the order of their project's strategy, a few thousand at a time. */
@ApplicationScoped
public class PlaceStore {

    private static final String OUTDATED = """
            SELECT q.item_id FROM feedback.open_item q WHERE q.project_id = ?1 AND q.scored < ?2
            ORDER BY q.scored, q.position LIMIT ?3
            """;

    private static final String LOCKED_OUTDATED = "(" + OUTDATED + " FOR UPDATE SKIP LOCKED) due";

    /** The checkpoints that gave an item's answers; what people wrote or imported has none. */
    private static final String MADE = """
            LATERAL (SELECT DISTINCT a.answer ->> 'checkpointId' AS checkpoint
                     FROM jsonb_array_elements(coalesce(CAST(i.candidates AS jsonb),
                         jsonb_build_array(CAST(i.first_candidate AS jsonb), CAST(i.second_candidate AS jsonb)))) AS a(answer)
                     WHERE a.answer ->> 'checkpointId' NOT LIKE 'import:%' AND a.answer ->> 'checkpointId' <> 'given') made
            """;

    private final Sql sql;

    PlaceStore(Sql sql) {
        this.sql = sql;
    }

    /** A project that has set how its items are chosen, as JSON, and the version of that. */
    public record Chosen(UUID project, String choice, int version) {}

    /** Projects at work in which the place of some item is to be computed. */
    public List<Chosen> due(String setting) {
        return sql.rows("""
                SELECT s.project_id, s.value, s.version
                FROM feedback.project_setting s JOIN feedback.project p ON p.id = s.project_id
                WHERE s.name = ?1 AND p.archived_at IS NULL AND p.deleted_at IS NULL
                  AND EXISTS (SELECT 1 FROM feedback.open_item q WHERE q.project_id = s.project_id AND q.scored < s.version)
                """, setting).stream()
                .map(row -> (Object[]) row)
                .map(columns -> new Chosen((UUID) columns[0], (String) columns[1], ((Number) columns[2]).intValue()))
                .toList();
    }

    /** Whether this transaction is the one that computes places in the project. */
    public boolean tryLock(UUID project) {
        return (Boolean) sql.row(
                "SELECT pg_try_advisory_xact_lock(hashtextextended(?1, 0))", "attune.feedback.places." + project);
    }

    /** As they came; returns how many items were placed, as all of these do. */
    public int oldest(UUID project, int version, int limit) {
        return place("place = 0, step = 0", "", project, version, limit);
    }

    public int random(UUID project, int version, int limit) {
        return place("place = random(), step = 0", "", project, version, limit);
    }

    /** The fewest ratings first; each further one tells at once. */
    public int leastCovered(UUID project, int version, int limit) {
        return place("place = i.accepted, step = 1", "", project, version, limit);
    }

    /** The newest checkpoint against the one before, then against older ones, then alone; then the same of the one before. */
    public int newest(UUID project, int version, int limit) {
        sql.update(
                "INSERT INTO feedback.project_checkpoint (project_id, checkpoint, ordinal)"
                        + " SELECT ?1, fresh.checkpoint, row_number() OVER (ORDER BY fresh.since, fresh.checkpoint)"
                        + " + (SELECT coalesce(max(ordinal), 0) FROM feedback.project_checkpoint WHERE project_id = ?1)"
                        + " FROM (SELECT made.checkpoint, min(i.position) AS since FROM (" + OUTDATED + ") due"
                        + " JOIN feedback.item i ON i.id = due.item_id, " + MADE
                        + " GROUP BY made.checkpoint) fresh"
                        + " WHERE NOT EXISTS (SELECT 1 FROM feedback.project_checkpoint k"
                        + " WHERE k.project_id = ?1 AND k.checkpoint = fresh.checkpoint)",
                project,
                version,
                limit);
        return place("""
                place = coalesce((SELECT CASE WHEN count(*) = 1 THEN 0.5 - max(k.ordinal)
                                              ELSE least(0.4, 0.1 * (max(k.ordinal) - (array_agg(k.ordinal ORDER BY k.ordinal DESC))[2] - 1))
                                                   - max(k.ordinal) END
                                  FROM MADE JOIN feedback.project_checkpoint k
                                      ON k.project_id = ?1 AND k.checkpoint = made.checkpoint
                                  HAVING count(*) > 0), 0),
                step = 0
                """.replace("FROM MADE", "FROM " + MADE), "", project, version, limit);
    }

    private int place(String set, String more, UUID project, int version, int limit) {
        return sql.update(
                "UPDATE feedback.open_item o SET " + set + ", scored = ?2 FROM " + LOCKED_OUTDATED
                        + " JOIN feedback.item i ON i.id = due.item_id " + more + " WHERE o.item_id = due.item_id",
                project,
                version,
                limit);
    }

    /** The prompts of items whose place is to be computed, of as many items at most. */
    public List<UUID> outdatedPrompts(UUID project, int version, int limit) {
        return sql
                .rows(
                        "SELECT DISTINCT i.prompt_id FROM (" + OUTDATED
                                + ") due JOIN feedback.item i ON i.id = due.item_id",
                        project,
                        version,
                        limit)
                .stream()
                .map(UUID.class::cast)
                .toList();
    }

    /** A place that was computed of an item with so many ratings. */
    public record Computed(UUID item, int accepted, double place) {}

    /** Sets computed places; each rating makes them outdated, also one that came meanwhile. What others hold just now is left for later. */
    public void set(int version, List<Computed> computed) {
        sql.update(
                """
                UPDATE feedback.open_item o SET place = c.place, step = NULL, scored = ?3
                FROM unnest(CAST(string_to_array(?1, ',') AS uuid[]), CAST(string_to_array(?2, ',') AS double precision[]),
                            CAST(string_to_array(?4, ',') AS integer[])) AS c(item, place, accepted)
                    JOIN feedback.item i ON i.id = c.item
                    JOIN (SELECT k.item_id FROM feedback.open_item k
                          WHERE k.item_id = ANY (CAST(string_to_array(?1, ',') AS uuid[])) FOR UPDATE SKIP LOCKED) free
                        ON free.item_id = c.item
                WHERE o.item_id = c.item AND i.accepted = c.accepted
                """,
                computed.stream().map(one -> one.item().toString()).collect(Collectors.joining(",")),
                computed.stream().map(one -> String.valueOf(one.place())).collect(Collectors.joining(",")),
                version,
                computed.stream().map(one -> String.valueOf(one.accepted())).collect(Collectors.joining(",")));
    }

    /** How many waiting items are in order, and how many there are. */
    public record Progress(long placed, long waiting) {}

    public Progress progress(UUID project, int version) {
        Object[] row = (Object[]) sql.row(
                "SELECT count(*) FILTER (WHERE scored = ?2), count(*) FROM feedback.open_item WHERE project_id = ?1",
                project,
                version);
        return new Progress(((Number) row[0]).longValue(), ((Number) row[1]).longValue());
    }
}
