package dev.attune.feedback.service.access;

import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.config.FeedbackConfig;
import dev.attune.feedback.store.SessionStore;
import dev.attune.service.access.Claims;
import dev.attune.service.access.TokenCheck;

/** The service that opens sessions asks its own database whether they are open. */
@ApplicationScoped
class SessionCheck implements TokenCheck {

    private final SessionStore sessions;
    private final FeedbackConfig config;

    SessionCheck(SessionStore sessions, FeedbackConfig config) {
        this.sessions = sessions;
        this.config = config;
    }

    @Override
    @Transactional
    public boolean isVoid(JsonWebToken token) {
        Optional<UUID> session = uuid(token.<Object>getClaim(Claims.SESSION));
        Optional<UUID> account = uuid(token.getSubject());
        return session.isEmpty()
                || account.isEmpty()
                || !sessions.isOpen(
                        session.get(), account.get(), config.session().idle());
    }

    static Optional<UUID> uuid(@Nullable Object claim) {
        try {
            return claim == null ? Optional.empty() : Optional.of(UUID.fromString(claim.toString()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
