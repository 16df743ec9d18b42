package dev.attune.feedback.store.review;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.review.Flag;
import dev.attune.feedback.review.FlagReason;
import dev.attune.feedback.review.Viewer;
import dev.attune.feedback.store.Sql;

/** Flags of items; a decided one is kept. */
@ApplicationScoped
public class FlagStore {

    private final Sql sql;

    FlagStore(Sql sql) {
        this.sql = sql;
    }

    /** Adds the account's flag, or changes the one that waits. */
    public void set(UUID item, UUID account, FlagReason reason, @Nullable String words) {
        sql.update("""
                INSERT INTO feedback.item_flag (id, item_id, account_id, reason, words)
                VALUES (?1, ?2, ?3, ?4, NULLIF(CAST(?5 AS text), ''))
                ON CONFLICT (item_id, account_id) WHERE decided_at IS NULL
                DO UPDATE SET reason = excluded.reason, words = excluded.words
                """, UUID.randomUUID(), item, account, reason.name(), words == null ? "" : words);
    }

    /** Takes the account's waiting flag back; false when there is none. */
    public boolean remove(UUID item, UUID account) {
        return sql.update(
                        "DELETE FROM feedback.item_flag WHERE item_id = ?1 AND account_id = ?2 AND decided_at IS NULL",
                        item,
                        account)
                == 1;
    }

    public boolean anyWaits(UUID item) {
        return (Boolean) sql.row(
                "SELECT EXISTS (SELECT 1 FROM feedback.item_flag WHERE item_id = ?1 AND decided_at IS NULL)", item);
    }

    /** All flags of the item are decided. */
    public void decide(UUID item) {
        sql.update(
                "UPDATE feedback.item_flag SET decided_at = clock_timestamp() WHERE item_id = ?1 AND decided_at IS NULL",
                item);
    }

    /** All flags of the item, newest first. */
    public List<Flag> of(UUID item, Viewer viewer) {
        return sql.rows("""
                SELECT f.id, a.pseudonym, a.name, a.id, f.reason, f.words, f.flagged_at, f.decided_at
                FROM feedback.item_flag f JOIN feedback.account a ON a.id = f.account_id
                WHERE f.item_id = ?1 ORDER BY f.flagged_at DESC, f.id
                """, item).stream()
                .map(row -> {
                    Object[] columns = (Object[]) row;
                    return new Flag(
                            (UUID) columns[0],
                            OpinionStore.person(columns[1], columns[2], columns[3], viewer),
                            FlagReason.valueOf((String) columns[4]),
                            (String) columns[5],
                            (Instant) columns[6],
                            (Instant) columns[7]);
                })
                .toList();
    }
}
