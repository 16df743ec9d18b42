package dev.attune.feedback.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.quarkus.elytron.security.common.BcryptUtil;

import dev.attune.feedback.Account;
import dev.attune.feedback.Role;
import dev.attune.feedback.config.FeedbackConfig;
import dev.attune.feedback.store.AccountStore;

/** The account that makes all others: it exists after the first start, with a password that nobody built in. */
@ApplicationScoped
public class FirstAdministrator {

    private static final String NAME = "admin";
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final AccountStore store;
    private final FeedbackConfig config;

    FirstAdministrator(AccountStore store, FeedbackConfig config) {
        this.store = store;
        this.config = config;
    }

    /**
     * Makes the administrator when there is no account. The password is in the file before the account is in the
     * database, so it cannot get lost between the two.
     *
     * @throws IllegalStateException when no file is named: the password would be lost
     */
    @Transactional
    public void createIfNobodyIsThere() {
        store.lock();
        if (!store.isEmpty()) {
            return;
        }
        Path file = config.firstAdministratorFile()
                .orElseThrow(() -> new IllegalStateException(
                        "There is no account yet and no place for the first administrator's one-time password; set "
                                + "ATTUNE_FIRST_ADMINISTRATOR_FILE to the file to write it to and start again."));
        String password = Passwords.oneTime();
        write(file, password);
        Account administrator =
                new Account(UUID.randomUUID(), NAME, EnumSet.of(Role.ADMINISTRATOR), Pseudonyms.draw(), true);
        store.add(administrator, BcryptUtil.bcryptHash(password));
    }

    private static void write(Path file, String password) {
        try {
            Path directory = file.toAbsolutePath().getParent();
            Files.createDirectories(directory);
            Path secret = Files.createTempFile(
                    directory, ".first-administrator", "", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            Files.writeString(secret, password + "\n");
            Files.move(secret, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("The first administrator's password could not be written to " + file, e);
        }
    }
}
