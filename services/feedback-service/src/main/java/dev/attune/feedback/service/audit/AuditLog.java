package dev.attune.feedback.service.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.feedback.Account;
import dev.attune.feedback.AuditAction;
import dev.attune.feedback.AuditEntry;
import dev.attune.feedback.AuditVerification;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.store.AuditStore;

/** Who did what: written in the transaction that did it, as its last step, because entries are made one by one. */
@ApplicationScoped
public class AuditLog {

    private static final int MOST = 1000;

    private final AuditStore store;

    AuditLog(AuditStore store) {
        this.store = store;
    }

    /** Notes what an account did. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void note(Account actor, AuditAction action, String subject, String detail) {
        note(actor.name(), action, subject, detail);
    }

    /** Notes what somebody without an account did, such as the operator of this machine. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void note(String actor, AuditAction action, String subject, String detail) {
        store.lock();
        Optional<AuditEntry> last = store.last();
        long position = last.map(AuditEntry::position).orElse(0L) + 1;
        String previous = last.map(AuditEntry::hash).orElse("");
        Instant at = Instant.now().truncatedTo(ChronoUnit.MICROS);
        AuditEntry open = new AuditEntry(position, at, actor, action, subject, detail, previous, "");
        store.add(new AuditEntry(position, at, actor, action, subject, detail, previous, hash(open)));
    }

    /**
     * Entries behind a position, in their order.
     *
     * @throws FeedbackException {@link Fault#INVALID_REQUEST} when {@code limit} is not between 1 and 1000
     */
    @Transactional
    public List<AuditEntry> after(long position, int limit) {
        checkLimit(limit);
        return store.after(position, limit);
    }

    /**
     * Entries before a position, the newest first.
     *
     * @param actor only what this one did; empty: what anybody did
     * @param action only what was done so; null: whatever was done
     * @param text only entries whose subject or detail holds this; empty: all
     * @throws FeedbackException {@link Fault#INVALID_REQUEST} when {@code limit} is not between 1 and 1000
     */
    @Transactional
    public List<AuditEntry> before(long position, String actor, @Nullable AuditAction action, String text, int limit) {
        checkLimit(limit);
        return store.before(position, actor, action == null ? "" : action.name(), text, limit);
    }

    private static void checkLimit(int limit) {
        Fault.INVALID_REQUEST.when(
                limit < 1 || limit > MOST, "limit must lie between 1 and " + MOST + " but is " + limit + ".");
    }

    /** Computes all hashes anew. */
    @Transactional
    public AuditVerification verify() {
        long position = 0;
        String hash = "";
        while (true) {
            List<AuditEntry> entries = store.after(position, MOST);
            for (AuditEntry entry : entries) {
                if (entry.position() != position + 1
                        || !entry.previousHash().equals(hash)
                        || !entry.hash().equals(hash(entry))) {
                    return new AuditVerification(false, position, hash, position + 1);
                }
                position = entry.position();
                hash = entry.hash();
            }
            if (entries.size() < MOST) {
                return new AuditVerification(true, position, hash, null);
            }
        }
    }

    /** Each part with its length before it, so that no two different entries read alike. */
    private static String hash(AuditEntry entry) {
        Sha256 hash = new Sha256();
        for (String part : List.of(
                entry.previousHash(),
                Long.toString(entry.position()),
                entry.at().toString(),
                entry.actor(),
                entry.action().name(),
                entry.subject(),
                entry.detail())) {
            hash.add(part.length() + ":" + part);
        }
        return hash.hex();
    }
}
