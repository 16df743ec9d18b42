package dev.attune.feedback.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.contracts.event.AccessEvent.EndedSession;
import dev.attune.feedback.Account;
import dev.attune.feedback.signin.OpenSession;

/** Sign-ins, and which of them have ended. */
@ApplicationScoped
public class SessionStore {

    /** A session, and whose it is. */
    public record Left(UUID session, UUID account) {}

    private final Sql sql;

    SessionStore(Sql sql) {
        this.sql = sql;
    }

    /**
     * @param with how the person showed who they are: {@code password}, or a provider's name
     * @param device what they use, as it says itself
     */
    public void open(UUID id, Account account, Instant expiresAt, String with, String device) {
        sql.update("""
                INSERT INTO feedback.session (id, account_id, epoch, expires_at, opened_with, device)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                """, id, account.id(), account.epoch(), expiresAt, with, device);
    }

    /** What a provider said of the person who opened a session there. */
    public record Provided(String provider, String sealedIdToken) {}

    public void setProvided(UUID session, Provided provided) {
        sql.update(
                "UPDATE feedback.session SET provider = ?2, id_token = ?3 WHERE id = ?1 AND ended_at IS NULL",
                session,
                provided.provider(),
                provided.sealedIdToken());
    }

    /** Of an open session of the account; absent when it was opened with a password. */
    public Optional<Provided> provided(UUID session, UUID account) {
        return sql.rows("""
                SELECT provider, id_token FROM feedback.session
                WHERE id = ?1 AND account_id = ?2 AND ended_at IS NULL AND provider IS NOT NULL AND id_token IS NOT NULL
                """, session, account).stream()
                .findFirst()
                .map(row -> (Object[]) row)
                .map(row -> new Provided((String) row[0], (String) row[1]));
    }

    /** A session that somebody shows as theirs. */
    public record Shown(UUID session, UUID account) {}

    /** The accounts of those of the sessions that are open: not ended, not left alone on a page for so long, and of accounts that are. */
    public Map<Shown, Account> open(Collection<Shown> shown, Duration idle) {
        Map<Shown, Account> open = new HashMap<>();
        for (Object each : sql.rows(
                """
                SELECT s.id, a.id, a.name, a.roles, a.pseudonym, a.must_change_password, a.disabled, a.epoch
                FROM unnest(?1, ?2) AS w(session, account)
                    JOIN feedback.session s ON s.id = w.session
                    JOIN feedback.account a ON a.id = s.account_id AND a.id = w.account
                WHERE s.ended_at IS NULL AND s.epoch = a.epoch AND NOT a.disabled
                  AND (s.page_used_at IS NULL OR s.page_used_at > clock_timestamp() - make_interval(secs => ?3))
                """,
                shown.stream().map(Shown::session).toArray(UUID[]::new),
                shown.stream().map(Shown::account).toArray(UUID[]::new),
                (double) idle.toSeconds())) {
            Object[] row = (Object[]) each;
            Account account = new Account(
                    (UUID) row[1],
                    (String) row[2],
                    AccountEntity.roles((String) row[3]),
                    (String) row[4],
                    (Boolean) row[5],
                    (Boolean) row[6],
                    ((Number) row[7]).longValue());
            open.put(new Shown((UUID) row[0], account.id()), account);
        }
        return open;
    }

    /** The sessions in which the account is signed in, the last used first. */
    public List<OpenSession> open(UUID account, Duration idle) {
        return sql.rows("""
                SELECT s.id, s.opened_with, s.device, s.opened_at, s.used_at, s.expires_at
                FROM feedback.session s JOIN feedback.account a ON a.id = s.account_id
                WHERE a.id = ?1 AND s.ended_at IS NULL AND s.epoch = a.epoch AND s.expires_at > clock_timestamp()
                  AND (s.page_used_at IS NULL OR s.page_used_at > clock_timestamp() - make_interval(secs => ?2))
                ORDER BY coalesce(s.used_at, s.opened_at) DESC, s.id
                LIMIT 200
                """, account, (double) idle.toSeconds()).stream()
                .map(row -> (Object[]) row)
                .map(row -> new OpenSession(
                        (UUID) row[0], (String) row[1], (String) row[2], (Instant) row[3], (Instant) row[4], (Instant)
                                row[5]))
                .toList();
    }

    /** Notes that a session was used; one that was left alone for too long stays so. */
    public void used(UUID id, Instant at, boolean page, Duration idle) {
        sql.update("""
                UPDATE feedback.session
                SET used_at = greatest(used_at, ?2), page_used_at = CASE WHEN ?3 THEN greatest(page_used_at, ?2) ELSE page_used_at END
                WHERE id = ?1 AND ended_at IS NULL
                  AND (page_used_at IS NULL OR page_used_at > clock_timestamp() - make_interval(secs => ?4))
                """, id, at, page, (double) idle.toSeconds());
    }

    /** Open sessions that were left alone on a page for longer than {@code idle}, at most {@code limit}. */
    public List<Left> left(Duration idle, int limit) {
        return sql.rows("""
                SELECT id, account_id FROM feedback.session
                WHERE ended_at IS NULL AND expires_at > clock_timestamp()
                  AND page_used_at < clock_timestamp() - make_interval(secs => ?1)
                LIMIT ?2
                """, (double) idle.toSeconds(), limit).stream()
                .map(row -> (Object[]) row)
                .map(row -> new Left((UUID) row[0], (UUID) row[1]))
                .toList();
    }

    /** Until the transaction ends nobody else ends sessions of the account. */
    public void lock(UUID account) {
        sql.lock("access." + account);
    }

    /** Ends a session; false when it had ended before. */
    public boolean end(UUID id, UUID account) {
        return sql.update("""
                UPDATE feedback.session SET ended_at = clock_timestamp(), id_token = NULL
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
