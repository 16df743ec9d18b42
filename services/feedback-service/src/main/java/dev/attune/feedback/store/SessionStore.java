package dev.attune.feedback.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.contracts.event.AccessEvent.EndedSession;
import dev.attune.feedback.Account;

/** Sign-ins, and which of them have ended. */
@ApplicationScoped
public class SessionStore {

    private final Sql sql;

    SessionStore(Sql sql) {
        this.sql = sql;
    }

    public void open(UUID id, Account account, Instant expiresAt) {
        sql.update(
                "INSERT INTO feedback.session (id, account_id, epoch, expires_at) VALUES (?1, ?2, ?3, ?4)",
                id,
                account.id(),
                account.epoch(),
                expiresAt);
    }

    /** Whether the account's session is open and of its present epoch. */
    public boolean isOpen(UUID id, UUID account) {
        return !sql.rows("""
                SELECT 1 FROM feedback.session s JOIN feedback.account a ON a.id = s.account_id
                WHERE s.id = ?1 AND a.id = ?2 AND s.ended_at IS NULL AND s.epoch = a.epoch AND NOT a.disabled
                """, id, account).isEmpty();
    }

    /** Until the transaction ends nobody else ends sessions of the account. */
    public void lock(UUID account) {
        sql.lock("access." + account);
    }

    /** Ends a session; false when it had ended before. */
    public boolean end(UUID id, UUID account) {
        return sql.update("""
                UPDATE feedback.session SET ended_at = clock_timestamp()
                WHERE id = ?1 AND account_id = ?2 AND ended_at IS NULL
                """, id, account) == 1;
    }

    /** Sessions of the account's present epoch that ended before their tokens do, at most {@code limit}. */
    public List<EndedSession> ended(UUID account, int limit) {
        return sql.rows("""
                SELECT s.id, s.expires_at FROM feedback.session s JOIN feedback.account a ON a.id = s.account_id
                WHERE a.id = ?1 AND s.epoch = a.epoch AND s.ended_at IS NOT NULL AND s.expires_at > clock_timestamp()
                ORDER BY s.ended_at
                LIMIT ?2
                """, account, limit).stream()
                .map(row -> {
                    Object[] columns = (Object[]) row;
                    return new EndedSession(columns[0].toString(), (Instant) columns[1]);
                })
                .toList();
    }

    /** Forgets at most {@code limit} sessions whose tokens have expired longer ago; returns how many. */
    public int forget(Duration age, int limit) {
        return sql.forget("feedback.session", "expires_at", age, limit);
    }
}
