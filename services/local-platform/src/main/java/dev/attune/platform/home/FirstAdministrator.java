package dev.attune.platform.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The one-time password that the feedback service leaves when it makes its first account, and whenever this machine's
 * operator asks for a new one. The service removes it when it has been replaced by the person.
 */
public final class FirstAdministrator {

    /** The account's name. */
    public static final String NAME = "admin";

    private static final Duration PAUSE = Duration.ofMillis(200);

    private FirstAdministrator() {}

    /** The password, as long as it has not been replaced. */
    public static Optional<String> oneTimePassword(Home home) {
        try {
            Path file = home.firstAdministrator();
            return Files.exists(file)
                    ? Optional.of(Files.readString(file).strip()).filter(password -> !password.isEmpty())
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks for a new password: the service makes it within a second or two, or at its next start. */
    public static void requestReset(Home home) {
        try {
            Files.createFile(request(home));
        } catch (FileAlreadyExistsException e) {
            // It was asked for before.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the new password; false when the service has not made it in time. */
    public static boolean awaitReset(Home home, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (Files.exists(request(home))) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(PAUSE);
        }
        return true;
    }

    private static Path request(Home home) {
        return home.firstAdministrator()
                .resolveSibling(home.firstAdministrator().getFileName() + ".reset");
    }
}
