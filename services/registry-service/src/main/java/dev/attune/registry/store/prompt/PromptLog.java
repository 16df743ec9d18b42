package dev.attune.registry.store.prompt;

import java.time.Instant;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.registry.prompt.PromptAction;
import dev.attune.registry.prompt.PromptLogEntry;
import dev.attune.registry.store.Sql;

/** Who did what to prompts; the database refuses to change or remove a row. */
@ApplicationScoped
public class PromptLog {

    private final Sql sql;

    PromptLog(Sql sql) {
        this.sql = sql;
    }

    /** Of one prompt or run, newest first, those before a position. */
    public List<PromptLogEntry> of(String name, long before, int limit) {
        return sql.rows(
                PromptLog::entry,
                "SELECT position, at, actor, action, name, label, version, previous_version, reason"
                        + " FROM registry.prompt_log WHERE name = ?1 AND position < ?2 ORDER BY position DESC LIMIT ?3",
                name,
                before,
                limit);
    }

    /** Notes what is no move of a label. */
    public void add(Instant at, String by, PromptAction action, String name, @Nullable Integer version) {
        sql.update(
                "INSERT INTO registry.prompt_log (at, actor, action, name, version)"
                        + " VALUES (?1, ?2, ?3, ?4, cast(?5 as integer))",
                at,
                by,
                action.name(),
                name,
                version);
    }

    /**
     * Notes what became of a label.
     *
     * @param version where it is now; null where it leads nowhere
     * @param previous where it was; null where it leads nowhere
     */
    public void label(
            PromptAction action,
            String name,
            String label,
            @Nullable Integer version,
            @Nullable Integer previous,
            String reason,
            String by,
            Instant at) {
        sql.update(
                "INSERT INTO registry.prompt_log (at, actor, action, name, label, version, previous_version, reason)"
                        + " VALUES (?1, ?2, ?3, ?4, ?5, cast(?6 as integer), cast(?7 as integer), ?8)",
                at,
                by,
                action.name(),
                name,
                label,
                version,
                previous,
                reason);
    }

    private static PromptLogEntry entry(Object[] row) {
        return new PromptLogEntry(
                ((Number) row[0]).longValue(),
                (Instant) row[1],
                (String) row[2],
                PromptAction.valueOf((String) row[3]),
                (String) row[4],
                (String) row[5],
                row[6] == null ? null : Sql.number(row[6]),
                row[7] == null ? null : Sql.number(row[7]),
                (String) row[8]);
    }
}
