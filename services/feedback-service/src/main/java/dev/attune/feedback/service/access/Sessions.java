package dev.attune.feedback.service.access;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

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
import dev.attune.feedback.signin.OpenSession;
import dev.attune.feedback.store.AccountStore;
import dev.attune.feedback.store.SessionStore;
import dev.attune.service.access.Claims;

/** Signing in: a name and a password against a token that all services of the ring accept. */
@ApplicationScoped
public class Sessions {

    /** How somebody showed who they are, by a password of this service. */
    public static final String PASSWORD = "password";

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
    public record Session(UUID id, String token, Account account, Instant expiresAt) {}

    /**
     * Opens a session.
     *
     * @param address where the caller is
     * @param device what the caller uses, as it says itself
     * @throws FeedbackException {@link Fault#WRONG_CREDENTIALS}, {@link Fault#ACCOUNT_DISABLED}, or
     *     {@link Fault#TOO_MANY_ATTEMPTS} after too many of the first
     */
    public Session open(String name, String password, String address, String device) {
        Fault.INVALID_REQUEST.when(
                name.length() > Accounts.LONGEST_NAME || Passwords.bytes(password) > Passwords.LONGEST_BYTES,
                "A name has at most " + Accounts.LONGEST_NAME + " characters and a password at most "
                        + Passwords.LONGEST_BYTES + " bytes.");
        Attempt attempt = new Attempt(name, address);
        limiter.check(attempt);
        Optional<AccountStore.Secret> secret = QuarkusTransaction.requiringNew().call(() -> accounts.byName(name));
        String hash = secret.map(AccountStore.Secret::passwordHash).orElse(hashes.nobodys());
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
        if (!hashes.isCurrent(hash)) {
            String current = hashes.hash(password);
            QuarkusTransaction.requiringNew().run(() -> accounts.rehash(account.id(), hash, current));
        }
        return open(account, PASSWORD, device);
    }

    /**
     * Opens a session for somebody who has shown who they are.
     *
     * @param with how: {@link #PASSWORD}, or a provider's name
     */
    Session open(Account account, String with, String device) {
        UUID id = UUID.randomUUID();
        Instant expiresAt = Instant.now().plus(config.session().duration()).truncatedTo(ChronoUnit.SECONDS);
        QuarkusTransaction.requiringNew().run(() -> {
            store.open(id, account, expiresAt, with, device);
            audit.note(account, AuditAction.SIGNED_IN, account.name(), with.equals(PASSWORD) ? "" : "with " + with);
        });
        boolean given = account.mustChangePassword() && with.equals(PASSWORD);
        return new Session(id, token(id, account, given, expiresAt), account, expiresAt);
    }

    /** Ends the session of a token: it is void from now on. */
    public void close(JsonWebToken token, Account account) {
        SessionCheck.uuid(token.<Object>getClaim(Claims.SESSION))
                .ifPresent(session -> QuarkusTransaction.requiringNew().run(() -> {
                    ends.one(session, account.id());
                    audit.note(account, AuditAction.SIGNED_OUT, account.name(), "");
                }));
    }

    /** The sessions in which an account is signed in. */
    @Transactional
    public List<OpenSession> of(Account account) {
        return store.open(account.id(), config.session().idle());
    }

    /**
     * Ends one of the account's sessions.
     *
     * @throws FeedbackException {@link Fault#SESSION_UNKNOWN} when it is not one of them
     */
    @Transactional
    public void end(Account account, UUID session) {
        Fault.SESSION_UNKNOWN.when(
                of(account).stream().noneMatch(each -> each.id().equals(session)),
                "You have no open session " + session + "; it may have ended already.");
        ends.one(session, account.id());
        audit.note(account, AuditAction.SESSIONS_ENDED, account.name(), "one of them");
    }

    /** Ends all sessions of the account but one. */
    @Transactional
    public void endOthers(Account account, UUID kept) {
        of(account).stream()
                .map(OpenSession::id)
                .filter(id -> !id.equals(kept))
                .forEach(id -> ends.one(id, account.id()));
        audit.note(account, AuditAction.SESSIONS_ENDED, account.name(), "all but one");
    }

    private static String token(UUID session, Account account, boolean given, Instant expiresAt) {
        return Jwt.subject(account.id().toString())
                .upn(account.name())
                .groups(account.roles().stream().map(Role::text).collect(Collectors.toSet()))
                .claim(Claims.SESSION, session.toString())
                .claim(Claims.EPOCH, account.epoch())
                .claim(Claims.GIVEN_PASSWORD, given)
                .expiresAt(expiresAt)
                .sign();
    }
}
