package dev.attune.platform.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The one-time password that the feedback service leaves when it makes its first account. */
public final class FirstAdministrator {

    /** The account's name. */
    public static final String NAME = "admin";

    private FirstAdministrator() {}

    /** Reads the password and deletes its file; empty when the service left none, or when it was taken before. */
    public static Optional<String> take(Home home) {
        Path file = home.firstAdministrator();
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            String password = Files.readString(file).strip();
            Files.delete(file);
            return password.isEmpty() ? Optional.empty() : Optional.of(password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
