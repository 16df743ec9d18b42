package dev.attune.registry.store.retraining;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.PreferenceEvent.PreferenceRetracted;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.contracts.event.part.Lineage.OffsetRange;
import dev.attune.registry.retraining.Facts.Fresh;
import dev.attune.service.database.Statements;

/** Which preferences no reward model has learned from. What is read twice counts once. */
@ApplicationScoped
public class FreshPreferences {

    private static final String SETTLED = """
            INSERT INTO registry.retraining_preferences AS known (item_id, project_id, partition, record_offset, decided_at, fresh)
            VALUES (?1, ?2, ?3, ?4, clock_timestamp(),
                    ?5 AND NOT EXISTS (SELECT 1 FROM registry.retraining_learned l WHERE l.partition = ?3 AND ?4 < l.until_offset))
            ON CONFLICT (item_id) DO UPDATE
               SET project_id = excluded.project_id, partition = excluded.partition, record_offset = excluded.record_offset,
                   decided_at = excluded.decided_at, fresh = excluded.fresh
             WHERE known.partition <> excluded.partition OR known.record_offset < excluded.record_offset
            """;

    private final Statements statements;

    FreshPreferences(Statements statements) {
        this.statements = statements;
    }

    /** @param decided whether a reward model can learn from it */
    public void settled(PreferenceSettled settled, boolean decided, ReceivedEvent received) {
        statements.update(
                SETTLED, settled.itemId(), settled.projectId(), received.partition(), received.offset(), decided);
    }

    public void retracted(PreferenceRetracted retracted, ReceivedEvent received) {
        statements.update(
                "DELETE FROM registry.retraining_preferences WHERE item_id = ?1 AND record_offset < ?2",
                retracted.itemId(),
                received.offset());
    }

    public Fresh of(String projectId) {
        return statements
                .rows(
                        FreshPreferences::fresh,
                        "SELECT count(*), min(decided_at) FROM registry.retraining_preferences"
                                + " WHERE project_id = ?1 AND fresh",
                        projectId)
                .getFirst();
    }

    private static Fresh fresh(ResultSet row) throws SQLException {
        return new Fresh(row.getLong(1), instant(row.getObject(2, OffsetDateTime.class)));
    }

    static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    /** A reward model of the project is being made of all that was decided. */
    public void learned(String projectId) {
        statements.update(
                "UPDATE registry.retraining_preferences SET fresh = false WHERE project_id = ?1 AND fresh", projectId);
    }

    /** A reward model of all projects was made of this range. */
    public void learned(OffsetRange range) {
        statements.update(
                "INSERT INTO registry.retraining_learned AS known (partition, until_offset) VALUES (?1, ?2) ON CONFLICT"
                        + " (partition) DO UPDATE SET until_offset = greatest(known.until_offset, excluded.until_offset)",
                range.partition(),
                range.until());
        statements.update(
                "UPDATE registry.retraining_preferences SET fresh = false"
                        + " WHERE fresh AND partition = ?1 AND record_offset < ?2",
                range.partition(),
                range.until());
    }
}
