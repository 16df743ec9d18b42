package dev.attune.feedback.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.feedback.AuditAction;
import dev.attune.feedback.AuditEntry;

/** Who did what; the database refuses to change or remove a row. */
@ApplicationScoped
public class AuditStore {

    private static final String COLUMNS =
            "SELECT position, at, actor, action, subject, detail, previous_hash, hash FROM feedback.audit_entry ";

    private final Sql sql;

    AuditStore(Sql sql) {
        this.sql = sql;
    }

    /** Until the transaction ends nobody else adds an entry. */
    public void lock() {
        sql.lock("audit");
    }

    public Optional<AuditEntry> last() {
        return entries("ORDER BY position DESC LIMIT 1").stream().findFirst();
    }

    /** Entries behind {@code position}, in their order. */
    public List<AuditEntry> after(long position, int limit) {
        return entries("WHERE position > ?1 ORDER BY position LIMIT ?2", position, limit);
    }

    /**
     * Entries before {@code position}, the newest first.
     *
     * @param actor only what this one did; empty: what anybody did
     * @param action only what was done so; empty: whatever was done
     * @param text only entries whose subject or detail holds this; empty: all
     */
    public List<AuditEntry> before(long position, String actor, String action, String text, int limit) {
        return entries("""
                WHERE position < ?1 AND (?2 = '' OR actor = ?2) AND (?3 = '' OR action = ?3)
                  AND (?4 = '' OR position(lower(?4) in lower(subject || ' ' || detail)) > 0)
                ORDER BY position DESC LIMIT ?5
                """, position, actor, action, text, limit);
    }

    public void add(AuditEntry entry) {
        sql.update(
                """
                INSERT INTO feedback.audit_entry (position, at, actor, action, subject, detail, previous_hash, hash)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                """,
                entry.position(),
                entry.at(),
                entry.actor(),
                entry.action().name(),
                entry.subject(),
                entry.detail(),
                entry.previousHash(),
                entry.hash());
    }

    private List<AuditEntry> entries(String which, Object... parameters) {
        return sql.rows(COLUMNS + which, parameters).stream()
                .map(row -> {
                    Object[] columns = (Object[]) row;
                    return new AuditEntry(
                            ((Number) columns[0]).longValue(),
                            (Instant) columns[1],
                            (String) columns[2],
                            AuditAction.valueOf((String) columns[3]),
                            (String) columns[4],
                            (String) columns[5],
                            (String) columns[6],
                            (String) columns[7]);
                })
                .toList();
    }
}
