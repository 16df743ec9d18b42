package dev.attune.feedback.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;

import dev.attune.feedback.Account;

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

    /** Sets the password that the person chose; it need not be changed again. */
    public void setPassword(UUID id, String passwordHash) {
        AccountEntity entity = repository.findById(id);
        entity.passwordHash = passwordHash;
        entity.mustChangePassword = false;
    }
}
