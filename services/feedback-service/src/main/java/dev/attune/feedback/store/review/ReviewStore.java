package dev.attune.feedback.store.review;

import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.feedback.review.ReviewState;
import dev.attune.feedback.store.Sql;

/** What reviewers have to do with items. */
@ApplicationScoped
public class ReviewStore {

    private final Sql sql;

    ReviewStore(Sql sql) {
        this.sql = sql;
    }

    /** The project of an item. */
    public Optional<UUID> project(UUID item) {
        return sql.rows("SELECT project_id FROM feedback.item WHERE id = ?1", item).stream()
                .findFirst()
                .map(UUID.class::cast);
    }

    /** Nobody else changes the item, its ratings or its review before the transaction ends. */
    public ReviewState lock(UUID item) {
        return state("SELECT review FROM feedback.item WHERE id = ?1 FOR NO KEY UPDATE", item);
    }

    public ReviewState state(UUID item) {
        return state("SELECT review FROM feedback.item WHERE id = ?1", item);
    }

    private ReviewState state(String query, UUID item) {
        return ReviewState.valueOf((String) sql.row(query, item));
    }

    public void set(UUID item, ReviewState state) {
        sql.update("UPDATE feedback.item SET review = ?2 WHERE id = ?1", item, state.name());
    }

    public int disagreement(UUID item) {
        return ((Number) sql.row("SELECT disagreement FROM feedback.item WHERE id = ?1", item)).intValue();
    }

    public void noteDisagreement(UUID item, int disagreement) {
        sql.update(
                "UPDATE feedback.item SET disagreement = ?2 WHERE id = ?1 AND disagreement <> ?2", item, disagreement);
    }

    /** Whether the account has rated the item, in a way that counts. */
    public boolean hasRated(UUID item, UUID account) {
        return (Boolean) sql.row("""
                SELECT EXISTS (SELECT 1 FROM feedback.rating
                               WHERE item_id = ?1 AND account_id = ?2 AND withdrawn_at IS NULL AND verdict <> 'SKIP')
                """, item, account);
    }

    /** Whether the account was handed the item, rated or flagged it, or was written to about it. */
    public boolean concerns(UUID item, UUID account) {
        return (Boolean) sql.row("""
                SELECT EXISTS (SELECT 1 FROM feedback.said WHERE item_id = ?1 AND account_id = ?2)
                    OR EXISTS (SELECT 1 FROM feedback.lease
                               WHERE item_id = ?1 AND account_id = ?2
                                 AND used_at IS NULL AND expires_at > clock_timestamp())
                    OR EXISTS (SELECT 1 FROM feedback.item_flag WHERE item_id = ?1 AND account_id = ?2)
                    OR EXISTS (SELECT 1 FROM feedback.item_note WHERE item_id = ?1 AND rater_id = ?2)
                """, item, account);
    }

    /** What the account holds of the item is for others. */
    public void release(UUID item, UUID account) {
        sql.update("""
                UPDATE feedback.lease SET used_at = clock_timestamp()
                WHERE item_id = ?1 AND account_id = ?2 AND used_at IS NULL
                """, item, account);
    }
}
