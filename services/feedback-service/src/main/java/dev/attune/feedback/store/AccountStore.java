package dev.attune.feedback.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;

import dev.attune.feedback.Account;
import dev.attune.feedback.Role;

/** Accounts with the hashes of their passwords. */
@ApplicationScoped
public class AccountStore {

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
