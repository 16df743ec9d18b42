package dev.attune.contracts.event;

import java.time.Instant;
import java.util.List;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.name.Names;

/** On {@code attune.access}, keyed by account; consents by project. */
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

    /**
     * Whether what is asked and answered for a project may be kept, word for word. Replaces what was said of the project before; where nothing was said it
     * may not.
     *
     * @param texts whether it may
     */
    record ConsentChanged(String projectId, boolean texts, Instant at) implements AccessEvent {
        public ConsentChanged {
            Names.require(projectId, "projectId");
            Require.present(at, "at");
        }

        @Override
        public String key() {
            return "project/" + projectId;
        }
    }
}
