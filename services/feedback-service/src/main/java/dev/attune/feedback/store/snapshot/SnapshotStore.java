package dev.attune.feedback.store.snapshot;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.feedback.snapshot.DataSnapshot;
import dev.attune.feedback.store.Sql;

/** Snapshots that were made. */
@ApplicationScoped
public class SnapshotStore {

    private static final String COLUMNS = "id, project_id, form, sha256, rows, bytes, made_at";

    private final Sql sql;

    SnapshotStore(Sql sql) {
        this.sql = sql;
    }

    /** Notes one; that of the same data is the newest again. */
    public DataSnapshot add(UUID project, String form, Artifact artifact, long rows) {
        return snapshot(sql.row(
                "INSERT INTO feedback.data_snapshot (id, project_id, form, sha256, rows, bytes)"
                        + " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
                        + " ON CONFLICT (project_id, form, sha256) DO UPDATE SET made_at = clock_timestamp()"
                        + " RETURNING " + COLUMNS,
                UUID.randomUUID(),
                project,
                form,
                artifact.sha256(),
                rows,
                artifact.bytes()));
    }

    /** Those of a project, newest first. */
    public List<DataSnapshot> of(UUID project, int limit) {
        return sql
                .rows(
                        "SELECT " + COLUMNS + " FROM feedback.data_snapshot WHERE project_id = ?1"
                                + " ORDER BY made_at DESC, id LIMIT ?2",
                        project,
                        limit)
                .stream()
                .map(SnapshotStore::snapshot)
                .toList();
    }

    private static DataSnapshot snapshot(Object row) {
        Object[] columns = (Object[]) row;
        return new DataSnapshot(
                (UUID) columns[0],
                (UUID) columns[1],
                (String) columns[2],
                (String) columns[3],
                ((Number) columns[4]).longValue(),
                ((Number) columns[5]).longValue(),
                (Instant) columns[6]);
    }
}
