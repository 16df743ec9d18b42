package dev.attune.feedback.service.access;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.attune.feedback.Account;
import dev.attune.feedback.AuditAction;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Role;
import dev.attune.feedback.service.access.SignInLimiter.Attempt;
import dev.attune.feedback.service.audit.AuditLog;
import dev.attune.feedback.store.AccountStore;

/** Accounts whose people chose name and password themselves, and roles that come to somebody who stays signed in. */
@ApplicationScoped
public class Newcomers {

    /** No account has such a name, so nobody's sign-in is slowed down by wrong secrets. */
    private static final String NOBODY = " invitation";

    private final AccountStore store;
    private final PasswordHashes hashes;
    private final SignInLimiter limiter;
    private final TokenEnds ends;
    private final Sessions sessions;
    private final AuditLog audit;

    Newcomers(
            AccountStore store,
            PasswordHashes hashes,
            SignInLimiter limiter,
            TokenEnds ends,
            Sessions sessions,
            AuditLog audit) {
        this.store = store;
        this.hashes = hashes;
        this.limiter = limiter;
        this.ends = ends;
        this.sessions = sessions;
        this.audit = audit;
    }

    /** Does what a secret opens; refusals that are {@code wrong} count as wrong passwords from the address do. */
    public <T> T slowly(String address, Supplier<T> work, Predicate<FeedbackException> wrong) {
        Attempt attempt = new Attempt(NOBODY, address);
        return limiter.within(attempt, () -> {
            limiter.begin(attempt);
            try {
                T done = work.get();
                limiter.succeeded(attempt);
                return done;
            } catch (FeedbackException e) {
                if (!wrong.test(e)) {
                    limiter.succeeded(attempt);
                }
                throw e;
            }
        });
    }

    /**
     * Makes an account with the person's own password, and signs the person in.
     *
     * @param device what the caller uses, as it says itself
     * @param along done in the same transaction: what it refuses makes no account
     * @throws FeedbackException {@link Fault#ACCOUNT_EXISTS}, {@link Fault#WEAK_PASSWORD} or
     *     {@link Fault#INVALID_REQUEST}
     */
    public Sessions.Session create(
            String name, String password, Set<Role> roles, String device, Consumer<Account> along) {
        Accounts.checkName(name);
        Passwords.check(password);
        String hash = hashes.hash(password);
        Account account = new Account(UUID.randomUUID(), name, roles, Pseudonyms.draw(), false, false, 0);
        QuarkusTransaction.requiringNew().run(() -> {
            store.lock();
            Fault.ACCOUNT_EXISTS.when(
                    store.byName(name).isPresent(), "There is already an account named " + name + "; choose another.");
            store.add(account, hash);
            along.accept(account);
        });
        return sessions.open(account, Sessions.PASSWORD, device);
    }

    /**
     * Gives an account roles that it may not have yet and signs it in anew; its other sessions end when roles came.
     *
     * @param device what the caller uses, as it says itself
     * @param along done in the same transaction
     */
    public Sessions.Session alsoAs(Account account, Set<Role> roles, String device, Consumer<Account> along) {
        Account now = QuarkusTransaction.requiringNew().call(() -> {
            store.lock();
            Account before = store.byId(account.id())
                    .filter(found -> !found.disabled() && found.epoch() == account.epoch())
                    .orElseThrow(() -> Fault.SIGN_IN_REQUIRED.because("Your account was changed; sign in again."));
            Set<Role> all = new HashSet<>(before.roles());
            boolean more = all.addAll(roles);
            if (more) {
                ends.lock(before.id());
                store.setRoles(before.id(), all);
                store.identity(before.id())
                        .ifPresent(identity -> store.setIdentity(before.id(), identity.withLocal(all)));
                ends.all(before.id());
            }
            along.accept(before);
            if (more) {
                audit.note(before, AuditAction.ACCOUNT_CHANGED, before.name(), "roles " + Accounts.texts(all));
            }
            return more
                    ? new Account(
                            before.id(),
                            before.name(),
                            all,
                            before.pseudonym(),
                            before.mustChangePassword(),
                            false,
                            store.epoch(before.id()))
                    : before;
        });
        return sessions.open(now, Sessions.PASSWORD, device);
    }
}
