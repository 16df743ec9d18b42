package dev.attune.feedback.store.voiding;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.store.Sql;

/** Voidings that are taken back, and the ratings that count again. */
@ApplicationScoped
public class ReversalStore {

    private final Sql sql;

    ReversalStore(Sql sql) {
        this.sql = sql;
    }

    /** How far a voiding is. */
    public enum State {
        VOIDING,
        VOIDED,
        REVERSED
    }

    /** A reversal that is not finished; {@code after} is the last item that was dealt with. */
    public record Open(UUID id, UUID project, @Nullable UUID after) {}

    /** The state of a project's voiding, held until the transaction ends. */
    public Optional<State> lock(UUID project, UUID voiding) {
        return sql
                .rows(
                        "SELECT finished_at IS NOT NULL, reversed_at IS NOT NULL FROM feedback.voiding"
                                + " WHERE id = ?2 AND project_id = ?1 FOR UPDATE",
                        project,
                        voiding)
                .stream()
                .findFirst()
                .map(row -> {
                    Object[] columns = (Object[]) row;
                    if ((Boolean) columns[1]) {
                        return State.REVERSED;
                    }
                    return (Boolean) columns[0] ? State.VOIDED : State.VOIDING;
                });
    }

    public void request(UUID voiding, UUID actor, String reason) {
        sql.update("""
                UPDATE feedback.voiding SET reversed_at = clock_timestamp(), reversed_by = ?2, reversal_reason = ?3
                WHERE id = ?1
                """, voiding, actor, reason);
    }

    /** The oldest reversal that is not finished and on which nobody works, held until the transaction ends. */
    public Optional<Open> claim() {
        return sql.rows("""
                SELECT id, project_id, reversal_after FROM feedback.voiding
                WHERE reversed_at IS NOT NULL AND reversal_finished_at IS NULL
                ORDER BY reversed_at LIMIT 1 FOR UPDATE SKIP LOCKED
                """).stream().findFirst().map(row -> {
            Object[] columns = (Object[]) row;
            return new Open((UUID) columns[0], (UUID) columns[1], (UUID) columns[2]);
        });
    }

    /** Some of the ratings that are still to count again, in the order of their items. */
    public List<UUID> next(Open reversal, int limit) {
        return sql
                .rows("""
                SELECT id FROM feedback.rating
                WHERE voiding_id = ?1 AND item_id > CAST(?2 AS uuid)
                ORDER BY item_id LIMIT ?3
                """, reversal.id(), reversal.after() == null ? new UUID(0, 0) : reversal.after(), limit)
                .stream()
                .map(UUID.class::cast)
                .toList();
    }

    /** Whether the person has said something else of the item since. */
    public boolean ratedSince(UUID item, UUID account) {
        return (Boolean) sql.row("""
                SELECT EXISTS (SELECT 1 FROM feedback.rating
                               WHERE item_id = ?1 AND account_id = ?2 AND withdrawn_at IS NULL)
                """, item, account);
    }

    /** So many more count again or cannot; all up to the item were dealt with. */
    public void count(UUID voiding, int restored, int keptOut, UUID upTo) {
        sql.update("""
                UPDATE feedback.voiding
                SET restored = restored + ?2, kept_out = kept_out + ?3, reversal_after = ?4 WHERE id = ?1
                """, voiding, restored, keptOut, upTo);
    }

    public void finish(UUID voiding) {
        sql.update("UPDATE feedback.voiding SET reversal_finished_at = clock_timestamp() WHERE id = ?1", voiding);
    }
}
