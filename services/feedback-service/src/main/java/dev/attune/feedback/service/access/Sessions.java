package dev.attune.feedback.service.access;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.jwt.build.Jwt;
import org.eclipse.microprofile.jwt.JsonWebToken;

import dev.attune.feedback.Account;
import dev.attune.feedback.AuditAction;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Role;
import dev.attune.feedback.config.FeedbackConfig;
import dev.attune.feedback.service.access.SignInLimiter.Attempt;
import dev.attune.feedback.service.audit.AuditLog;
import dev.attune.feedback.store.AccountStore;
import dev.attune.feedback.store.SessionStore;
import dev.attune.service.access.Claims;

/** Signing in: a name and a password against a token that all services of the ring accept. */
@ApplicationScoped
public class Sessions {

    /** Compared with when the name is unknown, so that the time tells nobody which names exist. */
    private static final String NOBODYS_HASH = PasswordHashes.hashNow(Passwords.oneTime());

    private final AccountStore accounts;
    private final SessionStore store;
    private final PasswordHashes hashes;
    private final SignInLimiter limiter;
    private final TokenEnds ends;
    private final AuditLog audit;
    private final FeedbackConfig config;

    Sessions(
            AccountStore accounts,
            SessionStore store,
            PasswordHashes hashes,
            SignInLimiter limiter,
            TokenEnds ends,
            AuditLog audit,
            FeedbackConfig config) {
        this.accounts = accounts;
        this.store = store;
        this.hashes = hashes;
        this.limiter = limiter;
        this.ends = ends;
        this.audit = audit;
        this.config = config;
    }

    /** An open session. */
    public record Session(String token, Account account, Instant expiresAt) {}

    /**
     * Opens a session.
     *
     * @param address where the caller is
     * @throws FeedbackException {@link Fault#WRONG_CREDENTIALS}, {@link Fault#ACCOUNT_DISABLED}, or
     *     {@link Fault#TOO_MANY_ATTEMPTS} after too many of the first
     */
    public Session open(String name, String password, String address) {
        Fault.INVALID_REQUEST.when(
                name.length() > Accounts.LONGEST_NAME || Passwords.bytes(password) > Passwords.LONGEST_BYTES,
                "A name has at most " + Accounts.LONGEST_NAME + " characters and a password at most "
                        + Passwords.LONGEST_BYTES + " bytes.");
        Attempt attempt = new Attempt(name, address);
        limiter.check(attempt);
        Optional<AccountStore.Secret> secret = QuarkusTransaction.requiringNew().call(() -> accounts.byName(name));
        String hash = secret.map(AccountStore.Secret::passwordHash).orElse(NOBODYS_HASH);
        boolean right = limiter.within(
                attempt,
                () -> hashes.exclusively(() -> {
                    limiter.begin(attempt);
                    return PasswordHashes.matchesNow(password, hash);
                }));
        if (!right || secret.isEmpty()) {
            throw Fault.WRONG_CREDENTIALS.because("The name or the password is wrong; check both and try again.");
        }
        limiter.succeeded(attempt);
        Account account = secret.get().account();
        Fault.ACCOUNT_DISABLED.when(
                account.disabled(), "This account is closed; ask an administrator to open it again.");
        if (!PasswordHashes.isCurrent(hash)) {
            String current = hashes.hash(password);
            QuarkusTransaction.requiringNew().run(() -> accounts.rehash(account.id(), hash, current));
        }
        return open(account);
    }

    /** Opens a session for somebody who has shown who they are. */
    Session open(Account account) {
        UUID id = UUID.randomUUID();
        Instant expiresAt = Instant.now().plus(config.session().duration()).truncatedTo(ChronoUnit.SECONDS);
        QuarkusTransaction.requiringNew().run(() -> {
            store.open(id, account, expiresAt);
            audit.note(account, AuditAction.SIGNED_IN, account.name(), "");
        });
        return new Session(token(id, account, expiresAt), account, expiresAt);
    }

    /** Ends the session of a token: it is void from now on. */
    public void close(JsonWebToken token, Account account) {
        SessionCheck.uuid(token.<Object>getClaim(Claims.SESSION))
                .ifPresent(session -> QuarkusTransaction.requiringNew().run(() -> {
                    ends.one(session, account.id());
                    audit.note(account, AuditAction.SIGNED_OUT, account.name(), "");
                }));
    }

    private static String token(UUID session, Account account, Instant expiresAt) {
        return Jwt.subject(account.id().toString())
                .upn(account.name())
                .groups(account.roles().stream().map(Role::text).collect(Collectors.toSet()))
                .claim(Claims.SESSION, session.toString())
                .claim(Claims.EPOCH, account.epoch())
                .claim(Claims.GIVEN_PASSWORD, account.mustChangePassword())
                .expiresAt(expiresAt)
                .sign();
    }
}
