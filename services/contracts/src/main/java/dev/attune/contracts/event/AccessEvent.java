package dev.attune.contracts.event;

import java.time.Instant;
import java.util.List;

import dev.attune.contracts.error.Require;

/** On {@code attune.access}, keyed by account. */
public sealed interface AccessEvent extends Event {

    /**
     * Which tokens of an account are void from now on, before they expire. Replaces what was said of the account before.
     *
     * @param accountId the subject of its tokens
     * @param epoch tokens of an earlier epoch are void
     * @param endedSessions those of later ones that are void
     */
    record TokensEnded(String accountId, long epoch, List<EndedSession> endedSessions) implements AccessEvent {
        public TokensEnded {
            Require.text(accountId, "accountId");
            Require.that(epoch >= 0, "epoch is negative");
            endedSessions = Require.copy(endedSessions);
        }

        @Override
        public String key() {
            return accountId;
        }
    }

    /**
     * A session from which somebody signed out.
     *
     * @param expiresAt when its tokens end by themselves
     */
    record EndedSession(String sessionId, Instant expiresAt) {
        public EndedSession {
            Require.text(sessionId, "sessionId");
            Require.present(expiresAt, "expiresAt");
        }
    }
}
