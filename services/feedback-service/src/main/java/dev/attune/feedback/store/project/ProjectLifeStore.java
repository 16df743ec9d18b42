package dev.attune.feedback.store.project;

import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.feedback.store.Sql;

/** Whether projects are at work, archived or deleted, and what their people have read. */
@ApplicationScoped
public class ProjectLifeStore {

    private final Sql sql;

    ProjectLifeStore(Sql sql) {
        this.sql = sql;
    }

    /** False when it was archived before. */
    public boolean archive(UUID project) {
        return sql.update(
                        "UPDATE feedback.project SET archived_at = clock_timestamp() WHERE id = ?1 AND archived_at IS NULL",
                        project)
                == 1;
    }

    /** False when it was not archived. */
    public boolean restore(UUID project) {
        return sql.update("""
                UPDATE feedback.project SET archived_at = NULL
                WHERE id = ?1 AND archived_at IS NOT NULL AND deleted_at IS NULL
                """, project) == 1;
    }

    /** Hides an archived project for good and frees its name; false when it is not archived, or was deleted before. */
    public boolean delete(UUID project) {
        boolean deleted = sql.update("""
                UPDATE feedback.project SET deleted_at = clock_timestamp(), name = 'deleted ' || CAST(id AS text)
                WHERE id = ?1 AND archived_at IS NOT NULL AND deleted_at IS NULL
                """, project) == 1;
        if (deleted) {
            sql.update("INSERT INTO feedback.deleted_project (id) VALUES (?1) ON CONFLICT DO NOTHING", project);
        }
        return deleted;
    }

    /** Projects whose rows are still to go. */
    public List<UUID> deleted() {
        return sql.rows("SELECT id FROM feedback.project WHERE deleted_at IS NOT NULL ORDER BY deleted_at").stream()
                .map(id -> (UUID) id)
                .toList();
    }

    /** The newest version of the guidelines that the account has seen. */
    public OptionalInt seen(UUID project, UUID account) {
        return sql
                .rows(
                        "SELECT version FROM feedback.guidelines_seen WHERE project_id = ?1 AND account_id = ?2",
                        project,
                        account)
                .stream()
                .mapToInt(version -> ((Number) version).intValue())
                .findFirst();
    }

    /** Notes what the account has seen; an older version takes nothing back. */
    public void see(UUID project, UUID account, int version) {
        sql.update("""
                INSERT INTO feedback.guidelines_seen (project_id, account_id, version) VALUES (?1, ?2, ?3)
                ON CONFLICT (project_id, account_id) DO UPDATE
                SET version = excluded.version, seen_at = clock_timestamp()
                WHERE guidelines_seen.version < excluded.version
                """, project, account, version);
    }
}
