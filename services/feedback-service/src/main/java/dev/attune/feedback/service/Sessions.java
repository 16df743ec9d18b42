package dev.attune.feedback.service;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.elytron.security.common.BcryptUtil;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.jwt.build.Jwt;

import dev.attune.feedback.Account;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Role;
import dev.attune.feedback.config.FeedbackConfig;
import dev.attune.feedback.store.AccountStore;

/** Signing in: a name and a password against a token that all services of the ring accept. */
@ApplicationScoped
public class Sessions {

    /** Compared with when the name is unknown, so that the time tells nobody which names exist. */
    private static final String NOBODYS_HASH = BcryptUtil.bcryptHash(Passwords.oneTime());

    private final AccountStore store;
    private final FeedbackConfig config;
    private final SignInLimiter limiter;

    Sessions(AccountStore store, FeedbackConfig config, SignInLimiter limiter) {
        this.store = store;
        this.config = config;
        this.limiter = limiter;
    }

    /** An open session. */
    public record Session(String token, Account account, Instant expiresAt) {}

    /**
     * Opens a session.
     *
     * @throws FeedbackException {@link Fault#WRONG_CREDENTIALS}, or {@link Fault#TOO_MANY_ATTEMPTS} after too many
     *     of those
     */
    public Session open(String name, String password) {
        limiter.check(name);
        Optional<AccountStore.Secret> secret =
                QuarkusTransaction.joiningExisting().call(() -> store.byName(name));
        String hash = secret.map(AccountStore.Secret::passwordHash).orElse(NOBODYS_HASH);
        if (!BcryptUtil.matches(password, hash) || secret.isEmpty()) {
            limiter.failed(name);
            throw Fault.WRONG_CREDENTIALS.because("The name or the password is wrong; check both and try again.");
        }
        Account account = secret.get().account();
        Instant expiresAt = Instant.now().plus(config.session().duration()).truncatedTo(ChronoUnit.SECONDS);
        return new Session(token(account, expiresAt), account, expiresAt);
    }

    private static String token(Account account, Instant expiresAt) {
        return Jwt.subject(account.id().toString())
                .upn(account.name())
                .groups(account.roles().stream().map(Role::text).collect(Collectors.toSet()))
                .expiresAt(expiresAt)
                .sign();
    }
}
