package dev.attune.feedback.service.access;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.quarkus.narayana.jta.QuarkusTransaction;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Account;
import dev.attune.feedback.AuditAction;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Role;
import dev.attune.feedback.service.access.SignInLimiter.Attempt;
import dev.attune.feedback.service.audit.AuditLog;
import dev.attune.feedback.signin.ProviderRoles;
import dev.attune.feedback.store.AccountStore;
import dev.attune.feedback.store.LeaseStore;
import dev.attune.service.page.Part;

/** The people and programs that may sign in. What changes what an account may do ends its tokens. */
@ApplicationScoped
public class Accounts {

    static final int LONGEST_NAME = 100;
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@+-]{0,99}");

    private final AccountStore store;
    private final LeaseStore leases;
    private final PasswordHashes hashes;
    private final SignInLimiter limiter;
    private final TokenEnds ends;
    private final Sessions sessions;
    private final FirstAdministrator administrator;
    private final AuditLog audit;

    Accounts(
            AccountStore store,
            LeaseStore leases,
            PasswordHashes hashes,
            SignInLimiter limiter,
            TokenEnds ends,
            Sessions sessions,
            FirstAdministrator administrator,
            AuditLog audit) {
        this.store = store;
        this.leases = leases;
        this.hashes = hashes;
        this.limiter = limiter;
        this.ends = ends;
        this.sessions = sessions;
        this.administrator = administrator;
        this.audit = audit;
    }

    /** What is to become of an account; what is null stays. */
    public record Change(
            @Nullable Set<Role> roles, @Nullable Boolean disabled) {}

    @Transactional
    public Optional<Account> byId(UUID id) {
        return store.byId(id);
    }

    @Transactional
    public List<Account> all() {
        return store.all();
    }

    /** Those whose names come after one, in the order of their names. */
    @Transactional
    public Part<Account> after(String name, int limit) {
        return Part.named(store.after(name, limit + 1), limit, Account::name, account -> account);
    }

    /**
     * Makes an account with a password of the administrator's choice, which its person must change.
     *
     * @throws FeedbackException {@link Fault#ACCOUNT_EXISTS}, {@link Fault#WEAK_PASSWORD} or
     *     {@link Fault#INVALID_REQUEST}
     */
    @Transactional
    public Account create(Account actor, String name, String password, Set<Role> roles) {
        checkName(name);
        Passwords.check(password);
        String hash = hashes.hash(password);
        store.lock();
        Fault.ACCOUNT_EXISTS.when(store.byName(name).isPresent(), "There is already an account named " + name + ".");
        Account account = Account.fresh(name, roles, Pseudonyms.draw());
        store.add(account, hash);
        audit.note(actor, AuditAction.ACCOUNT_CREATED, name, "roles " + texts(roles));
        return account;
    }

    /**
     * Gives an account other roles, closes it or opens it again. What it may not rate any more it holds no more.
     *
     * @throws FeedbackException {@link Fault#ACCOUNT_UNKNOWN}, or {@link Fault#LAST_ADMINISTRATOR} when nobody would be
     *     left to make accounts
     */
    @Transactional
    public Account change(Account actor, String name, Change change) {
        store.lock();
        Account before = named(name);
        Set<Role> roles = change.roles() == null ? before.roles() : change.roles();
        boolean disabled = change.disabled() == null ? before.disabled() : change.disabled();
        if (roles.equals(before.roles()) && disabled == before.disabled()) {
            return before;
        }
        AccountStore.Identity identity =
                store.identity(before.id()).orElse(new AccountStore.Identity("", Set.of(), before.roles()));
        Fault.PROVIDER_ROLE.when(
                !roles.containsAll(identity.groupRoles()),
                "The roles " + texts(identity.groupRoles()) + " come from the person's groups at " + identity.provider()
                        + "; change them there, or close the account.");
        boolean administers = roles.contains(Role.ADMINISTRATOR) && !disabled;
        Fault.LAST_ADMINISTRATOR.when(
                !administers && store.all().stream().noneMatch(other -> administers(other) && !other.equals(before)),
                "This is the last administrator; make another one first.");
        ends.lock(before.id());
        store.setRoles(before.id(), roles);
        store.setIdentity(before.id(), identity.withLocal(roles));
        store.setDisabled(before.id(), disabled);
        ends.all(before.id());
        if (disabled || !roles.contains(Role.ANNOTATOR)) {
            leases.releaseAll(before.id());
        }
        audit.note(
                actor,
                AuditAction.ACCOUNT_CHANGED,
                name,
                "roles " + texts(roles) + (disabled ? ", closed" : ", open") + "; before: roles "
                        + texts(before.roles()) + (before.disabled() ? ", closed" : ", open"));
        return new Account(
                before.id(), name, roles, before.pseudonym(), before.mustChangePassword(), disabled, before.epoch());
    }

    /**
     * Gives an account a password of the administrator's choice, which its person must change.
     *
     * @throws FeedbackException {@link Fault#ACCOUNT_UNKNOWN} or {@link Fault#WEAK_PASSWORD}
     */
    @Transactional
    public void reset(Account actor, String name, String password) {
        Passwords.check(password);
        Account account = named(name);
        String hash = hashes.hash(password);
        ends.lock(account.id());
        store.givePassword(account.id(), hash);
        ends.all(account.id());
        audit.note(actor, AuditAction.PASSWORD_RESET, name, "");
    }

    /**
     * Signs an account out everywhere.
     *
     * @throws FeedbackException {@link Fault#ACCOUNT_UNKNOWN}
     */
    @Transactional
    public void endSessions(Account actor, String name) {
        ends.all(named(name).id());
        audit.note(actor, AuditAction.SESSIONS_ENDED, name, "");
    }

    /**
     * Sets the password that the person chose and signs them in anew; all other sessions end.
     *
     * @throws FeedbackException {@link Fault#WRONG_CREDENTIALS} when {@code current} is wrong,
     *     {@link Fault#WEAK_PASSWORD} when {@code next} will not do
     */
    public Sessions.Session changePassword(
            Account account, String current, String next, String address, String device) {
        Passwords.check(next);
        Attempt attempt = new Attempt(account.name(), address);
        limiter.check(attempt);
        AccountStore.Secret secret = QuarkusTransaction.requiringNew()
                .call(() -> store.byName(account.name()).orElseThrow());
        boolean right = limiter.within(
                attempt,
                () -> hashes.exclusively(() -> {
                    limiter.begin(attempt);
                    return Passwords.bytes(current) <= Passwords.LONGEST_BYTES
                            && PasswordHashes.matchesNow(current, secret.passwordHash());
                }));
        Fault.WRONG_CREDENTIALS.when(!right, "The current password is wrong.");
        limiter.succeeded(attempt);
        Fault.WEAK_PASSWORD.when(next.equals(current), "The new password must differ from the current one.");
        String hash = hashes.hash(next);
        Account changed = QuarkusTransaction.requiringNew().call(() -> {
            ends.lock(account.id());
            Fault.SIGN_IN_REQUIRED.when(
                    account.epoch() != secret.account().epoch() || !store.choosePassword(secret, hash),
                    "Your account was changed while you changed the password; sign in again.");
            ends.all(account.id());
            audit.note(account, AuditAction.PASSWORD_CHANGED, account.name(), "");
            return store.byId(account.id()).orElseThrow();
        });
        administrator.passwordChanged(changed);
        return sessions.open(changed, Sessions.PASSWORD, device);
    }

    /** The hash of a password that nobody knows, for an account into which nobody is to come. */
    public String nobodysHash() {
        return hashes.nobodys();
    }

    /** The name of the provider with which the account signs in, if it does. */
    @Transactional
    public Optional<String> provider(Account account) {
        return store.identity(account.id()).map(AccountStore.Identity::provider);
    }

    /** How accounts sign in with providers, by the accounts' ids. */
    @Transactional
    public Map<UUID, ProviderRoles> providers() {
        return store.identities().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey,
                        each -> new ProviderRoles(
                                each.getValue().provider(), each.getValue().groupRoles())));
    }

    /**
     * The account of a name.
     *
     * @throws FeedbackException {@link Fault#ACCOUNT_UNKNOWN}
     */
    @Transactional
    public Account named(String name) {
        return store.byName(name)
                .map(AccountStore.Secret::account)
                .orElseThrow(() -> Fault.ACCOUNT_UNKNOWN.because("There is no account named " + name + "."));
    }

    static void checkName(String name) {
        Fault.INVALID_REQUEST.when(
                !NAME.matcher(name).matches(),
                "An account's name has 1 to 100 letters, digits or . _ @ + - and starts with a letter or digit.");
    }

    private static boolean administers(Account account) {
        return account.is(Role.ADMINISTRATOR) && !account.disabled();
    }

    static String texts(Set<Role> roles) {
        return String.join(", ", roles.stream().map(Role::text).sorted().toList());
    }
}
