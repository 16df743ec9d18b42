package dev.attune.service.access;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import org.eclipse.microprofile.jwt.JsonWebToken;

import dev.attune.contracts.event.AccessEvent.EndedSession;
import dev.attune.contracts.event.AccessEvent.TokensEnded;

/** What was last said of each account's tokens. */
final class EndedTokens {

    private final Map<String, State> accounts = new ConcurrentHashMap<>();

    private record State(long epoch, Map<String, Instant> endedSessions) {

        /** What holds after the other was said, too; what was said before it may come again, when the bus is read anew. */
        State with(State other) {
            if (other.epoch != epoch) {
                return other.epoch > epoch ? other : this;
            }
            Map<String, Instant> both = new HashMap<>(endedSessions);
            both.putAll(other.endedSessions);
            Instant now = Instant.now();
            both.values().removeIf(expiresAt -> expiresAt.isBefore(now));
            return new State(epoch, Map.copyOf(both));
        }
    }

    void apply(TokensEnded event) {
        Map<String, Instant> sessions = event.endedSessions().stream()
                .collect(Collectors.toUnmodifiableMap(
                        EndedSession::sessionId, EndedSession::expiresAt, (one, other) -> other));
        accounts.merge(event.accountId(), new State(event.epoch(), sessions), State::with);
    }

    boolean hold(JsonWebToken token) {
        String account = token.getSubject();
        State state = account == null ? null : accounts.get(account);
        if (state == null) {
            return false;
        }
        Object session = token.getClaim(Claims.SESSION);
        return TokenCheck.epoch(token) < state.epoch()
                || session != null && state.endedSessions().containsKey(session.toString());
    }
}
