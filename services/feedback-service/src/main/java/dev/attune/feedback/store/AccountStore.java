package dev.attune.feedback.store;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;

import dev.attune.feedback.Account;
import dev.attune.feedback.Role;

/** Accounts with the hashes of their passwords. */
@ApplicationScoped
public class AccountStore {

    private static final String IDENTITIES =
            "SELECT account_id, provider, group_roles, local_roles FROM feedback.provider_identity";

    private final Repository repository;
    private final Sql sql;

    AccountStore(Repository repository, Sql sql) {
        this.repository = repository;
        this.sql = sql;
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<AccountEntity, UUID> {}

    /** An account and the hash that its password must match. */
    public record Secret(Account account, String passwordHash) {}

    /**
     * How somebody signs in with a provider.
     *
     * @param provider its name for people
     * @param groupRoles what the person's groups there mean here
     * @param localRoles what an administrator gave here
     */
    public record Identity(String provider, Set<Role> groupRoles, Set<Role> localRoles) {
        public Identity {
            groupRoles = Set.copyOf(groupRoles);
            localRoles = Set.copyOf(localRoles);
        }

        /** What the account may do: what the groups give and what was given here. */
        public Set<Role> roles() {
            Set<Role> roles = EnumSet.noneOf(Role.class);
            roles.addAll(groupRoles);
            roles.addAll(localRoles);
            return roles;
        }

        /** The account is to have these roles; what the groups give too is only kept as given here if it was before. */
        public Identity withLocal(Set<Role> roles) {
            Set<Role> local = EnumSet.noneOf(Role.class);
            roles.stream()
                    .filter(role -> !groupRoles.contains(role) || localRoles.contains(role))
                    .forEach(local::add);
            return new Identity(provider, groupRoles, local);
        }
    }

    public Optional<Account> byId(UUID id) {
        return repository.findByIdOptional(id).map(AccountEntity::account);
    }

    public Optional<Secret> byName(String name) {
        return repository
                .find("name", name)
                .firstResultOptional()
                .map(entity -> new Secret(entity.account(), entity.passwordHash));
    }

    public List<Account> all() {
        return repository.findAll(Sort.by("name")).stream()
                .map(AccountEntity::account)
                .toList();
    }

    /** Those whose names come after one, in the order of their names. */
    public List<Account> after(String name, int limit) {
        return repository.find("name > ?1", Sort.by("name"), name).page(0, limit).stream()
                .map(AccountEntity::account)
                .toList();
    }

    public boolean isEmpty() {
        return repository.count() == 0;
    }

    /** Until the transaction ends nobody else makes an account. */
    public void lock() {
        sql.lock("accounts");
    }

    public void add(Account account, String passwordHash) {
        repository.persistAndFlush(new AccountEntity(account, passwordHash, Instant.now()));
    }

    /** Sets the hash of a password that somebody else gave, so that it must be changed. */
    public void givePassword(UUID id, String passwordHash) {
        sql.update(
                "UPDATE feedback.account SET password_hash = ?2, must_change_password = true WHERE id = ?1",
                id,
                passwordHash);
    }

    /** Stores the same password under another kind of hash, unless it was changed meanwhile. */
    public void rehash(UUID id, String earlier, String passwordHash) {
        sql.update(
                "UPDATE feedback.account SET password_hash = ?3 WHERE id = ?1 AND password_hash = ?2",
                id,
                earlier,
                passwordHash);
    }

    public void setRoles(UUID id, Set<Role> roles) {
        sql.update("UPDATE feedback.account SET roles = ?2 WHERE id = ?1", id, AccountEntity.text(roles));
    }

    public void setDisabled(UUID id, boolean disabled) {
        sql.update("UPDATE feedback.account SET disabled = ?2 WHERE id = ?1", id, disabled);
    }

    /** Who signs in with a provider, and with which. */
    public Map<UUID, Identity> identities() {
        return sql.rows(IDENTITIES).stream()
                .map(row -> (Object[]) row)
                .collect(Collectors.toMap(row -> (UUID) row[0], AccountStore::identity));
    }

    /** How the account signs in with a provider, if it does. */
    public Optional<Identity> identity(UUID account) {
        return sql.rows(IDENTITIES + " WHERE account_id = ?1", account).stream()
                .findFirst()
                .map(row -> identity((Object[]) row));
    }

    /** The account of somebody whom a provider calls so. */
    public Optional<UUID> ofProvider(String issuer, String subject) {
        return sql
                .rows(
                        "SELECT account_id FROM feedback.provider_identity WHERE issuer = ?1 AND subject = ?2",
                        issuer,
                        subject)
                .stream()
                .findFirst()
                .map(UUID.class::cast);
    }

    /** Binds an account to what a provider calls its person. */
    public void bind(UUID account, String issuer, String subject, Identity identity) {
        sql.update(
                """
                INSERT INTO feedback.provider_identity (issuer, subject, account_id, provider, group_roles, local_roles)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                """,
                issuer,
                subject,
                account,
                identity.provider(),
                AccountEntity.text(identity.groupRoles()),
                AccountEntity.text(identity.localRoles()));
    }

    /** The person came again; what they are there may be another. */
    public void setIdentity(UUID account, Identity identity) {
        sql.update(
                """
                UPDATE feedback.provider_identity
                SET provider = ?2, group_roles = ?3, local_roles = ?4, seen_at = clock_timestamp()
                WHERE account_id = ?1
                """,
                account,
                identity.provider(),
                AccountEntity.text(identity.groupRoles()),
                AccountEntity.text(identity.localRoles()));
    }

    private static Identity identity(Object[] row) {
        return new Identity(
                (String) row[1], AccountEntity.roles((String) row[2]), AccountEntity.roles((String) row[3]));
    }

    /**
     * Sets the hash of a password that the person chose, unless password, state or roles were changed since {@code seen}; false
     * when they were.
     */
    public boolean choosePassword(Secret seen, String passwordHash) {
        return sql.update(
                        """
                        UPDATE feedback.account SET password_hash = ?2, must_change_password = false
                        WHERE id = ?1 AND password_hash = ?3 AND epoch = ?4 AND NOT disabled
                        """,
                        seen.account().id(),
                        passwordHash,
                        seen.passwordHash(),
                        seen.account().epoch())
                == 1;
    }

    /** The number of the account's present epoch, as the database has it now. */
    public long epoch(UUID id) {
        return ((Number) sql.row("SELECT epoch FROM feedback.account WHERE id = ?1", id)).longValue();
    }

    /** Begins the account's next epoch. */
    public long nextEpoch(UUID id) {
        return ((Number) sql.row("UPDATE feedback.account SET epoch = epoch + 1 WHERE id = ?1 RETURNING epoch", id))
                .longValue();
    }
}
