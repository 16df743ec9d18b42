package dev.attune.feedback.store.fresh;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.fresh.Occasion;
import dev.attune.feedback.store.Sql;

/** What the ring says of checkpoints that can answer, and of channels. */
@ApplicationScoped
public class RingStore {

    private final Sql sql;

    RingStore(Sql sql) {
        this.sql = sql;
    }

    /**
     * A checkpoint that can answer.
     *
     * @param trainedOn id of the project whose preferences or prompts alone it learned from
     */
    public record Known(
            String checkpoint, String kind, @Nullable String trainedOn, Instant createdAt) {}

    /**
     * An occasion for which nothing was asked yet.
     *
     * @param former what production served until then
     */
    public record Due(
            String checkpoint, Occasion occasion, @Nullable String former) {}

    public void put(Known known) {
        sql.update("""
                INSERT INTO feedback.ring_checkpoint (checkpoint, kind, trained_on, created_at)
                VALUES (?1, ?2, CAST(?3 AS text), ?4) ON CONFLICT (checkpoint) DO NOTHING
                """, known.checkpoint(), known.kind(), known.trainedOn(), known.createdAt());
    }

    public Optional<Known> find(String checkpoint) {
        return sql
                .rows(
                        "SELECT checkpoint, kind, trained_on, created_at FROM feedback.ring_checkpoint WHERE checkpoint = ?1",
                        checkpoint)
                .stream()
                .findFirst()
                .map(RingStore::known);
    }

    /** The channel serves it from then on, unless something newer was said. */
    public void promoted(String channel, String checkpoint, @Nullable String former, Instant at) {
        sql.update("""
                INSERT INTO feedback.ring_channel (channel, checkpoint, former, promoted_at)
                VALUES (?1, ?2, CAST(?3 AS text), ?4)
                ON CONFLICT (channel) DO UPDATE SET checkpoint = ?2, former = CAST(?3 AS text), promoted_at = ?4
                WHERE ring_channel.promoted_at <= ?4
                """, channel, checkpoint, former, at);
    }

    /** What the channel serves; before any promotion the newest base. */
    public Optional<String> served(String channel) {
        return sql.rows("""
                SELECT coalesce((SELECT checkpoint FROM feedback.ring_channel WHERE channel = ?1),
                                (SELECT checkpoint FROM feedback.ring_checkpoint WHERE kind = 'BASE'
                                 ORDER BY created_at DESC, checkpoint DESC LIMIT 1))
                """, channel).stream()
                .flatMap(row -> Optional.ofNullable((String) row).stream())
                .findFirst();
    }

    /** The newest policy of the project that is older than this one. */
    public Optional<String> before(Known known, String project) {
        return sql.rows("""
                SELECT checkpoint FROM feedback.ring_checkpoint
                WHERE trained_on = ?1 AND checkpoint <> ?2 AND created_at <= ?3 AND kind IN ('POLICY', 'ADAPTER')
                ORDER BY created_at DESC, checkpoint DESC LIMIT 1
                """, project, known.checkpoint(), known.createdAt()).stream()
                .map(String.class::cast)
                .findFirst();
    }

    /** Notes that something is to be asked for; once. */
    public void occasion(String checkpoint, Occasion occasion, @Nullable String former) {
        sql.update("""
                INSERT INTO feedback.fresh_occasion (checkpoint, occasion, former) VALUES (?1, ?2, CAST(?3 AS text))
                ON CONFLICT (checkpoint, occasion) DO NOTHING
                """, checkpoint, occasion.name(), former);
    }

    /** The oldest occasion whose checkpoint is known, held until the transaction ends. */
    public Optional<Due> claim() {
        return sql.rows("""
                SELECT o.checkpoint, o.occasion, o.former
                FROM feedback.fresh_occasion o JOIN feedback.ring_checkpoint k ON k.checkpoint = o.checkpoint
                WHERE o.planned_at IS NULL ORDER BY o.seen_at LIMIT 1 FOR UPDATE OF o SKIP LOCKED
                """).stream()
                .findFirst()
                .map(row -> (Object[]) row)
                .map(row -> new Due((String) row[0], Occasion.valueOf((String) row[1]), (String) row[2]));
    }

    public void planned(Due due) {
        sql.update(
                "UPDATE feedback.fresh_occasion SET planned_at = clock_timestamp() WHERE checkpoint = ?1 AND occasion = ?2",
                due.checkpoint(),
                due.occasion().name());
    }

    /** Projects at work that have set something under the name. */
    public List<UUID> projects(String setting) {
        return sql.rows("""
                SELECT s.project_id FROM feedback.project_setting s JOIN feedback.project p ON p.id = s.project_id
                WHERE s.name = ?1 AND p.archived_at IS NULL AND p.deleted_at IS NULL ORDER BY s.project_id
                """, setting).stream().map(UUID.class::cast).toList();
    }

    private static Known known(Object row) {
        Object[] columns = (Object[]) row;
        return new Known((String) columns[0], (String) columns[1], (String) columns[2], (Instant) columns[3]);
    }
}
