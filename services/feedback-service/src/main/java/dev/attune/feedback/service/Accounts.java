package dev.attune.feedback.service;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.quarkus.elytron.security.common.BcryptUtil;

import dev.attune.feedback.Account;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Role;
import dev.attune.feedback.store.AccountStore;

/** The people and programs that may sign in. */
@ApplicationScoped
public class Accounts {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@+-]{0,99}");

    private final AccountStore store;

    Accounts(AccountStore store) {
        this.store = store;
    }

    @Transactional
    public Optional<Account> byId(UUID id) {
        return store.byId(id);
    }

    @Transactional
    public List<Account> all() {
        return store.all();
    }

    /**
     * Makes an account with a password of the administrator's choice.
     *
     * @throws FeedbackException {@link Fault#ACCOUNT_EXISTS}, {@link Fault#WEAK_PASSWORD} or
     *     {@link Fault#INVALID_REQUEST}
     */
    @Transactional
    public Account create(String name, String password, Set<Role> roles) {
        Fault.INVALID_REQUEST.when(
                !NAME.matcher(name).matches(),
                "An account's name has 1 to 100 letters, digits or . _ @ + - and starts with a letter or digit.");
        Passwords.check(password);
        store.lock();
        Fault.ACCOUNT_EXISTS.when(store.byName(name).isPresent(), "There is already an account named " + name + ".");
        Account account = new Account(UUID.randomUUID(), name, roles, Pseudonyms.draw(), false);
        store.add(account, BcryptUtil.bcryptHash(password));
        return account;
    }

    /**
     * Sets the password that the person chose.
     *
     * @throws FeedbackException {@link Fault#WRONG_CREDENTIALS} when {@code current} is wrong,
     *     {@link Fault#WEAK_PASSWORD} when {@code next} will not do
     */
    @Transactional
    public void changePassword(Account account, String current, String next) {
        AccountStore.Secret secret = store.byName(account.name()).orElseThrow();
        Fault.WRONG_CREDENTIALS.when(
                !BcryptUtil.matches(current, secret.passwordHash()), "The current password is wrong.");
        Passwords.check(next);
        Fault.WEAK_PASSWORD.when(next.equals(current), "The new password must differ from the current one.");
        store.setPassword(account.id(), BcryptUtil.bcryptHash(next));
    }
}
