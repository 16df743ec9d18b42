package dev.attune.feedback.service.access;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Account;
import dev.attune.feedback.config.FeedbackConfig;
import dev.attune.feedback.service.together.Outcome;
import dev.attune.feedback.service.together.Together;
import dev.attune.feedback.store.SessionStore;
import dev.attune.feedback.store.SessionStore.Shown;
import dev.attune.service.access.Claims;
import dev.attune.service.access.TokenCheck;

/** The service that opens sessions asks its own database whether they are open. */
@ApplicationScoped
class SessionCheck implements TokenCheck {

    private static final int LANES = 1;
    private static final int MOST = 200;

    private final SessionStore sessions;
    private final FeedbackConfig config;
    private final Together<Shown, Optional<Object>> together;

    SessionCheck(SessionStore sessions, FeedbackConfig config) {
        this.sessions = sessions;
        this.config = config;
        this.together = new Together<>(LANES, MOST, _ -> new Object(), this::open);
    }

    /** The account of the token, as it is now. */
    @Override
    public Optional<Object> open(JsonWebToken token) {
        Optional<UUID> session = uuid(token.<Object>getClaim(Claims.SESSION));
        Optional<UUID> account = uuid(token.getSubject());
        return session.isEmpty() || account.isEmpty()
                ? Optional.empty()
                : together.ask(new Shown(session.get(), account.get()));
    }

    private List<Outcome<Optional<Object>>> open(List<Shown> shown) {
        Map<Shown, Account> open = QuarkusTransaction.joiningExisting()
                .call(() -> sessions.open(shown, config.session().idle()));
        return shown.stream()
                .<Outcome<Optional<Object>>>map(each -> new Outcome.Done<>(Optional.ofNullable(open.get(each))))
                .toList();
    }

    static Optional<UUID> uuid(@Nullable Object claim) {
        try {
            return claim == null ? Optional.empty() : Optional.of(UUID.fromString(claim.toString()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
