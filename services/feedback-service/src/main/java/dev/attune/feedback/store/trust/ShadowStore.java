package dev.attune.feedback.store.trust;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.feedback.store.Sql;

/** Whose ratings weigh nothing, and whether the ring has heard of it. */
@ApplicationScoped
public class ShadowStore {

    private final Sql sql;

    ShadowStore(Sql sql) {
        this.sql = sql;
    }

    /** Whose ratings weigh nothing in what the ring was told. */
    public Set<UUID> told(UUID project) {
        return sql.rows("SELECT account_id FROM feedback.shadow_told WHERE project_id = ?1", project).stream()
                .map(UUID.class::cast)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The ring is to hear anew of all complete items that the account has rated. */
    public void tellAnew(UUID project, UUID account, boolean shadow) {
        sql.update("""
                INSERT INTO feedback.preference_anew (item_id, project_id)
                SELECT DISTINCT i.id, i.project_id
                FROM feedback.rating r JOIN feedback.item i ON i.id = r.item_id
                WHERE r.project_id = ?1 AND r.account_id = ?2 AND r.withdrawn_at IS NULL AND r.verdict <> 'SKIP'
                  AND i.accepted >= i.ratings_per_item AND i.review IN ('NONE', 'FLAGGED')
                ON CONFLICT (item_id) DO NOTHING
                """, project, account);
        if (shadow) {
            sql.update("INSERT INTO feedback.shadow_told (project_id, account_id) VALUES (?1, ?2)", project, account);
        } else {
            sql.update("DELETE FROM feedback.shadow_told WHERE project_id = ?1 AND account_id = ?2", project, account);
        }
    }

    /** Some items of which the ring is to hear anew, in the order of their ids. */
    public List<UUID> anew(int limit) {
        return sql.rows("SELECT item_id FROM feedback.preference_anew ORDER BY item_id LIMIT ?1", limit).stream()
                .map(UUID.class::cast)
                .toList();
    }

    public void toldAnew(UUID item) {
        sql.update("DELETE FROM feedback.preference_anew WHERE item_id = ?1", item);
    }
}
