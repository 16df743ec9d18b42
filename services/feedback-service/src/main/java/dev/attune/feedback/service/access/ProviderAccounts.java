package dev.attune.feedback.service.access;

import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.attune.feedback.Account;
import dev.attune.feedback.AuditAction;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Role;
import dev.attune.feedback.service.access.Sessions.Session;
import dev.attune.feedback.service.audit.AuditLog;
import dev.attune.feedback.signin.ProviderPerson;
import dev.attune.feedback.store.AccountStore;
import dev.attune.feedback.store.AccountStore.Identity;
import dev.attune.feedback.store.LeaseStore;

/**
 * The accounts of those who sign in with a provider. One is made at the first sign-in and bound to what the provider calls the person;
 * an account that happens to have the same name or address is another's. Roles follow the groups at every sign-in; what an
 * administrator gave here stays beside them.
 */
@ApplicationScoped
public class ProviderAccounts {

    private final AccountStore store;
    private final LeaseStore leases;
    private final PasswordHashes hashes;
    private final TokenEnds ends;
    private final Sessions sessions;
    private final AuditLog audit;

    ProviderAccounts(
            AccountStore store,
            LeaseStore leases,
            PasswordHashes hashes,
            TokenEnds ends,
            Sessions sessions,
            AuditLog audit) {
        this.store = store;
        this.leases = leases;
        this.hashes = hashes;
        this.ends = ends;
        this.sessions = sessions;
        this.audit = audit;
    }

    /**
     * Signs in somebody of whom a provider has said who it is.
     *
     * @throws FeedbackException {@link Fault#NO_ROLE} when neither the groups nor an administrator gave a role, or
     *     {@link Fault#ACCOUNT_DISABLED}
     */
    public Session open(ProviderPerson person, String device) {
        UUID id = QuarkusTransaction.requiringNew().call(() -> {
            store.lock();
            return store.ofProvider(person.issuer(), person.subject())
                    .map(known -> follow(known, person))
                    .orElseGet(() -> make(person));
        });
        Account account =
                QuarkusTransaction.requiringNew().call(() -> store.byId(id).orElseThrow());
        Fault.ACCOUNT_DISABLED.when(
                account.disabled(), "This account is closed; ask an administrator to open it again.");
        Fault.NO_ROLE.when(account.roles().isEmpty(), noRole(person));
        return sessions.open(account, person.provider(), device);
    }

    private UUID make(ProviderPerson person) {
        Fault.NO_ROLE.when(person.groupRoles().isEmpty(), noRole(person));
        String name =
                AccountNames.free(person.name(), taken -> store.byName(taken).isPresent());
        Account account = new Account(UUID.randomUUID(), name, person.groupRoles(), Pseudonyms.draw(), false, false, 0);
        // A password that nobody knows: an administrator may give another one.
        store.add(account, hashes.nobodys());
        store.bind(
                account.id(),
                person.issuer(),
                person.subject(),
                new Identity(person.provider(), person.groupRoles(), Set.of()));
        audit.note(
                person.provider(),
                AuditAction.ACCOUNT_CREATED,
                name,
                "at the first sign-in with " + person.provider() + ", roles " + Accounts.texts(person.groupRoles()));
        return account.id();
    }

    private UUID follow(UUID id, ProviderPerson person) {
        Account before = store.byId(id).orElseThrow();
        Identity known = store.identity(id).orElseThrow();
        Identity now = new Identity(person.provider(), person.groupRoles(), known.localRoles());
        if (isLastAdministrator(before) && !now.roles().contains(Role.ADMINISTRATOR)) {
            now = new Identity(now.provider(), now.groupRoles(), with(now.localRoles(), Role.ADMINISTRATOR));
        }
        store.setIdentity(id, now);
        if (!now.roles().equals(before.roles())) {
            ends.lock(id);
            store.setRoles(id, now.roles());
            ends.all(id);
            if (!now.roles().contains(Role.ANNOTATOR)) {
                leases.releaseAll(id);
            }
            audit.note(
                    person.provider(),
                    AuditAction.ACCOUNT_CHANGED,
                    before.name(),
                    "roles " + Accounts.texts(now.roles()) + ", as the groups say; before: roles "
                            + Accounts.texts(before.roles()));
        }
        return id;
    }

    /** Somebody must be left who can make accounts, whatever a provider's groups say. */
    private boolean isLastAdministrator(Account account) {
        return account.is(Role.ADMINISTRATOR)
                && store.all().stream()
                        .noneMatch(other -> other.is(Role.ADMINISTRATOR)
                                && !other.disabled()
                                && !other.id().equals(account.id()));
    }

    private static Set<Role> with(Set<Role> roles, Role role) {
        Set<Role> more = EnumSet.of(role);
        more.addAll(roles);
        return more;
    }

    private static String noRole(ProviderPerson person) {
        return "None of your groups at " + person.provider() + " gives you a role here; ask an administrator.";
    }
}
