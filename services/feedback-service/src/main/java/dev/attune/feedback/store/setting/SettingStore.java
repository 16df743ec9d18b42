package dev.attune.feedback.store.setting;

import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.feedback.store.Sql;

/** What projects have set, as JSON text. */
@ApplicationScoped
public class SettingStore {

    private final Sql sql;

    SettingStore(Sql sql) {
        this.sql = sql;
    }

    /** A setting as it is kept. */
    public record Kept(String value, int version) {}

    public Optional<Kept> find(UUID project, String name) {
        return sql
                .rows(
                        "SELECT value, version FROM feedback.project_setting WHERE project_id = ?1 AND name = ?2",
                        project,
                        name)
                .stream()
                .findFirst()
                .map(row -> (Object[]) row)
                .map(columns -> new Kept((String) columns[0], ((Number) columns[1]).intValue()));
    }

    /** Until the transaction ends nobody else changes it. */
    public void lock(UUID project, String name) {
        sql.lock("setting." + project + "." + name);
    }

    public void put(UUID project, String name, Kept kept) {
        sql.update("""
                INSERT INTO feedback.project_setting (project_id, name, value, version) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT (project_id, name)
                DO UPDATE SET value = ?3, version = ?4, changed_at = clock_timestamp()
                """, project, name, kept.value(), kept.version());
    }

    /** The other project, which has set nothing, has set the same; what people consented to for one they did not for the other. */
    public void copy(UUID from, UUID to) {
        sql.update("""
                INSERT INTO feedback.project_setting (project_id, name, value, version)
                SELECT ?2, name, value, 1 FROM feedback.project_setting WHERE project_id = ?1 AND name <> 'live'
                """, from, to);
    }
}
