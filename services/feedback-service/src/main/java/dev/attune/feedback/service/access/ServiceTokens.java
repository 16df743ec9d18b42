package dev.attune.feedback.service.access;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.feedback.Account;
import dev.attune.feedback.AuditAction;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Project;
import dev.attune.feedback.ProjectRole;
import dev.attune.feedback.Role;
import dev.attune.feedback.service.audit.AuditLog;
import dev.attune.feedback.store.AccountStore;
import dev.attune.feedback.store.MemberStore;
import dev.attune.feedback.store.SessionStore;
import dev.attune.feedback.store.token.ServiceTokenStore;
import dev.attune.feedback.token.Scope;
import dev.attune.feedback.token.ServiceToken;
import dev.attune.service.access.Claims;

/**
 * Tokens for programs. Each is a session of an account of its own, which all services know to be void as soon as it is revoked, and
 * opens nothing but the routes of its scopes.
 */
@ApplicationScoped
public class ServiceTokens {

    private static final int MOST_LIVE = 50;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_DAYS = 366;

    private final ServiceTokenStore store;
    private final AccountStore accounts;
    private final SessionStore sessions;
    private final MemberStore members;
    private final PasswordHashes hashes;
    private final TokenEnds ends;
    private final AuditLog audit;

    ServiceTokens(
            ServiceTokenStore store,
            AccountStore accounts,
            SessionStore sessions,
            MemberStore members,
            PasswordHashes hashes,
            TokenEnds ends,
            AuditLog audit) {
        this.store = store;
        this.accounts = accounts;
        this.sessions = sessions;
        this.members = members;
        this.hashes = hashes;
        this.ends = ends;
        this.audit = audit;
    }

    /**
     * A token that somebody wants.
     *
     * @param project the only one that it is for; null: all
     * @param days how long it lives
     */
    public record Wish(String name, @Nullable Project project, Set<Scope> scopes, int days) {}

    /** A token, and its text, which is told this once. */
    public record Made(ServiceToken token, String text) {}

    /**
     * Makes a token. Whether the actor may make one for this project is the caller's to know.
     *
     * @throws FeedbackException {@link Fault#INVALID_REQUEST} or {@link Fault#TOO_MANY_TOKENS}
     */
    @Transactional
    public Made make(Account actor, Wish wish) {
        check(wish);
        accounts.lock();
        store.lock();
        Project project = wish.project();
        UUID only = project == null ? null : project.id();
        Fault.TOO_MANY_TOKENS.when(
                store.live(only) >= MOST_LIVE,
                "There are " + MOST_LIVE + " tokens of this kind that are good for something; revoke one first.");
        Account account = account(wish.name(), project);
        UUID id = UUID.randomUUID();
        Instant expiresAt = Instant.now().plus(Duration.ofDays(wish.days())).truncatedTo(ChronoUnit.SECONDS);
        String text = text(id, account, wish, expiresAt);
        sessions.open(id, account, expiresAt, "service token", wish.name());
        store.add(new ServiceTokenStore.Fresh(
                id,
                account.id(),
                wish.name(),
                only,
                wish.scopes(),
                new Sha256().add(text).hex(),
                actor.id(),
                expiresAt));
        audit.note(
                actor,
                AuditAction.TOKEN_MADE,
                wish.name(),
                "for " + (project == null ? "all projects" : project.name()) + ": " + texts(wish.scopes()) + ", until "
                        + expiresAt);
        return new Made(store.byId(id).orElseThrow(), text);
    }

    private static void check(Wish wish) {
        Fault.INVALID_REQUEST.when(
                wish.name().length() > LONGEST_NAME, "A token's name has at most " + LONGEST_NAME + " characters.");
        Fault.INVALID_REQUEST.when(
                wish.days() < 1 || wish.days() > LONGEST_DAYS,
                "A token lives for 1 to " + LONGEST_DAYS + " days, not for " + wish.days() + ".");
        Fault.INVALID_REQUEST.when(wish.scopes().isEmpty(), "A token needs at least one scope.");
        Set<Scope> foreign = EnumSet.noneOf(Scope.class);
        wish.scopes().stream().filter(scope -> !scope.isOfProject()).forEach(foreign::add);
        Fault.INVALID_REQUEST.when(
                wish.project() != null && !foreign.isEmpty(),
                "The scope " + texts(foreign) + " is for tokens of all projects.");
    }

    /** Whom the token's acts are told of; it manages its project, as far as the scopes let it. */
    private Account account(String name, @Nullable Project project) {
        String free = AccountNames.free(
                "token-" + name, taken -> accounts.byName(taken).isPresent());
        Account account =
                new Account(UUID.randomUUID(), free, Set.of(Role.SERVICE), Pseudonyms.draw(), false, false, 0);
        accounts.add(account, hashes.nobodys());
        if (project != null) {
            members.set(project.id(), account.id(), ProjectRole.MANAGER);
        }
        return account;
    }

    private static String text(UUID id, Account account, Wish wish, Instant expiresAt) {
        JwtClaimsBuilder token = Jwt.subject(account.id().toString())
                .upn(account.name())
                .groups(Role.SERVICE.text())
                .claim(Claims.SESSION, id.toString())
                .claim(Claims.EPOCH, account.epoch())
                .claim(
                        Claims.SCOPES,
                        wish.scopes().stream().map(Scope::text).sorted().toList())
                .expiresAt(expiresAt);
        Project project = wish.project();
        return (project == null
                        ? token
                        : token.claim(Claims.PROJECT, project.id().toString()))
                .sign();
    }

    /** Every token, the newest first. */
    @Transactional
    public List<ServiceToken> all() {
        return store.all();
    }

    /**
     * One token.
     *
     * @throws FeedbackException {@link Fault#TOKEN_UNKNOWN}
     */
    @Transactional
    public ServiceToken one(UUID id) {
        return store.byId(id).orElseThrow(() -> Fault.TOKEN_UNKNOWN.because("There is no service token " + id + "."));
    }

    /** Makes a token void, here at once and in the other services as soon as the bus has told them; once is enough. */
    @Transactional
    public void revoke(Account actor, ServiceToken token) {
        if (token.revokedAt() != null) {
            return;
        }
        ends.lock(token.account());
        store.revoke(token.id());
        ends.one(token.id(), token.account());
        audit.note(actor, AuditAction.TOKEN_REVOKED, token.name(), texts(token.scopes()));
    }

    private static String texts(Set<Scope> scopes) {
        return scopes.stream().map(Scope::text).sorted().collect(Collectors.joining(", "));
    }
}
