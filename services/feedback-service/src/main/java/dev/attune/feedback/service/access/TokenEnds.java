package dev.attune.feedback.service.access;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.contracts.event.AccessEvent.EndedSession;
import dev.attune.contracts.event.AccessEvent.TokensEnded;
import dev.attune.feedback.store.AccountStore;
import dev.attune.feedback.store.SessionStore;
import dev.attune.service.outbox.Outbox;

/** Makes tokens void before they expire, here at once and everywhere else as soon as the bus has told it. */
@ApplicationScoped
class TokenEnds {

    /** Sessions that the bus is told one by one; who signs out more often ends all of them. */
    private static final int MOST_SESSIONS = 1000;

    private final AccountStore accounts;
    private final SessionStore sessions;
    private final Outbox outbox;

    TokenEnds(AccountStore accounts, SessionStore sessions, Outbox outbox) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.outbox = outbox;
    }

    /** Until the transaction ends nobody else ends tokens of the account; taken before its row is changed, so that nobody waits in a circle. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void lock(UUID account) {
        sessions.lock(account);
    }

    /** All tokens of the account that there are. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void all(UUID account) {
        sessions.lock(account);
        outbox.add(new TokensEnded(account.toString(), accounts.nextEpoch(account), List.of()));
    }

    /**
     * The tokens of one session. The epoch is asked under the lock: an earlier one, told after a later one, would take its place on
     * the bus and bring void tokens back.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void one(UUID session, UUID account) {
        sessions.lock(account);
        if (!sessions.end(session, account)) {
            return;
        }
        List<EndedSession> ended = sessions.ended(account, MOST_SESSIONS + 1);
        if (ended.size() > MOST_SESSIONS) {
            all(account);
        } else {
            outbox.add(new TokensEnded(account.toString(), accounts.epoch(account), ended));
        }
    }
}
