package dev.attune.feedback.store.review;

import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.feedback.store.Sql;

/** Answers that people wrote and reviewers did not take, with the reasons. */
@ApplicationScoped
public class RefusalStore {

    private final Sql sql;

    RefusalStore(Sql sql) {
        this.sql = sql;
    }

    /** These ratings of the item are refused, and no other. */
    public void replace(UUID item, Map<UUID, String> reasons) {
        sql.update("DELETE FROM feedback.refusal WHERE item_id = ?1", item);
        reasons.forEach((rating, reason) -> sql.update(
                "INSERT INTO feedback.refusal (rating_id, item_id, reason) VALUES (?1, ?2, ?3)", rating, item, reason));
    }

    /** Why each refused rating of the item is. */
    public Map<UUID, String> of(UUID item) {
        return sql.rows("SELECT rating_id, reason FROM feedback.refusal WHERE item_id = ?1", item).stream()
                .map(row -> (Object[]) row)
                .collect(Collectors.toMap(columns -> (UUID) columns[0], columns -> (String) columns[1]));
    }
}
