package dev.attune.feedback.service.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;

import dev.attune.contracts.artifact.Directories;
import dev.attune.feedback.Account;
import dev.attune.feedback.AuditAction;
import dev.attune.feedback.Role;
import dev.attune.feedback.config.FeedbackConfig;
import dev.attune.feedback.service.audit.AuditLog;
import dev.attune.feedback.store.AccountStore;

/**
 * The account that makes all others: it exists after the first start, with a password that nobody built in. Whoever may
 * write beside the password's file, which is this machine's operator only, may ask for a new one there.
 */
@ApplicationScoped
public class FirstAdministrator {

    private static final String NAME = "admin";
    private static final String OPERATOR = "operator of the machine";
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final AccountStore store;
    private final PasswordHashes hashes;
    private final TokenEnds ends;
    private final AuditLog audit;
    private final FeedbackConfig config;

    FirstAdministrator(
            AccountStore store, PasswordHashes hashes, TokenEnds ends, AuditLog audit, FeedbackConfig config) {
        this.store = store;
        this.hashes = hashes;
        this.ends = ends;
        this.audit = audit;
        this.config = config;
    }

    /**
     * Makes the administrator when there is no account. The password is in the file before the account is in the
     * database, so it cannot get lost between the two.
     *
     * @throws IllegalStateException when no file is named: the password would be lost
     */
    public void createIfNobodyIsThere() {
        QuarkusTransaction.requiringNew().run(() -> {
            store.lock();
            if (store.isEmpty()) {
                create(config.firstAdministratorFile()
                        .orElseThrow(() -> new IllegalStateException(
                                "There is no account yet and no place for the first administrator's one-time password;"
                                        + " set ATTUNE_FIRST_ADMINISTRATOR_FILE to the file to write it to and start"
                                        + " again.")));
            }
        });
    }

    /** Makes a new one-time password when the operator has asked for one, see {@link #request}. */
    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public void resetIfAsked() {
        Optional<Path> file = config.firstAdministratorFile();
        if (file.isEmpty() || !Files.exists(request(file.get()))) {
            return;
        }
        QuarkusTransaction.requiringNew().run(() -> {
            store.lock();
            store.byName(NAME).ifPresentOrElse(secret -> reset(file.get(), secret.account()), () -> create(file.get()));
        });
        delete(request(file.get()));
    }

    /** The file whose presence asks for a new one-time password; it goes when the password is there. */
    private static Path request(Path file) {
        return file.resolveSibling(file.getFileName() + ".reset");
    }

    /** The one-time password has served. */
    void passwordChanged(Account account) {
        if (account.name().equals(NAME)) {
            config.firstAdministratorFile().ifPresent(FirstAdministrator::delete);
        }
    }

    private void create(Path file) {
        String password = Passwords.oneTime();
        write(file, password);
        store.add(Account.fresh(NAME, EnumSet.of(Role.ADMINISTRATOR), Pseudonyms.draw()), hashes.hashNow(password));
        audit.note(OPERATOR, AuditAction.ACCOUNT_CREATED, NAME, "roles " + Role.ADMINISTRATOR.text());
    }

    private void reset(Path file, Account account) {
        String password = Passwords.oneTime();
        write(file, password);
        Set<Role> roles = new HashSet<>(account.roles());
        roles.add(Role.ADMINISTRATOR);
        ends.lock(account.id());
        store.givePassword(account.id(), hashes.hashNow(password));
        store.setRoles(account.id(), roles);
        store.setDisabled(account.id(), false);
        ends.all(account.id());
        audit.note(OPERATOR, AuditAction.PASSWORD_RESET, NAME, "");
    }

    private static void write(Path file, String password) {
        try {
            Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder");
            Files.createDirectories(directory);
            Path secret = Files.createTempFile(
                    directory, ".first-administrator", "", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            Files.writeString(secret, password + "\n");
            force(secret);
            Files.move(secret, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Directories.force(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("The first administrator's password could not be written to " + file, e);
        }
    }

    /** The database forces the account to the disk; what opens it must be there, too, when the power fails. */
    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " could not be deleted", e);
        }
    }
}
