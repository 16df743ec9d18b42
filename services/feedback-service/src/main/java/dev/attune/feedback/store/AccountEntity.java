package dev.attune.feedback.store;

import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import dev.attune.feedback.Account;
import dev.attune.feedback.Role;

@Entity
@Table(name = "account")
@SuppressWarnings("NullAway.Init")
class AccountEntity {

    @Id
    UUID id;

    String name;

    String passwordHash;

    /** Names in upper case, separated by commas. */
    String roles;

    String pseudonym;

    boolean mustChangePassword;

    boolean disabled;

    long epoch;

    Instant createdAt;

    protected AccountEntity() {}

    AccountEntity(Account account, String passwordHash, Instant createdAt) {
        this.id = account.id();
        this.name = account.name();
        this.passwordHash = passwordHash;
        this.roles = text(account.roles());
        this.pseudonym = account.pseudonym();
        this.mustChangePassword = account.mustChangePassword();
        this.disabled = account.disabled();
        this.epoch = account.epoch();
        this.createdAt = createdAt;
    }

    static String text(Set<Role> roles) {
        return roles.stream().map(Role::name).sorted().collect(Collectors.joining(","));
    }

    static Set<Role> roles(String text) {
        return Arrays.stream(text.split(","))
                .filter(name -> !name.isEmpty())
                .map(Role::valueOf)
                .collect(Collectors.toUnmodifiableSet());
    }

    Account account() {
        return new Account(id, name, roles(roles), pseudonym, mustChangePassword, disabled, epoch);
    }
}
