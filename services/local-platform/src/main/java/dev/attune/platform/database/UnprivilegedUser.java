package dev.attune.platform.database;

import java.io.IOException;
import java.util.List;

import dev.attune.contracts.error.ErrorCategory;

/**
 * PostgreSQL refuses to run as root. Inside a user namespace of its own, root is an unprivileged user who still owns
 * his files, so a container's root needs no second account.
 */
final class UnprivilegedUser {

    private static final List<String> NAMESPACE = List.of("unshare", "--user");

    private UnprivilegedUser() {}

    /** What goes before a command: nothing for an ordinary user. */
    static List<String> prefix() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        if (runs(List.of("unshare", "--user", "true"))) {
            return NAMESPACE;
        }
        throw ErrorCategory.RESOURCES.error(
                "postgres-as-root",
                "PostgreSQL does not run as root, and this system does not allow user namespaces (unshare --user);"
                        + " run ./attune as an ordinary user.");
    }

    private static boolean runs(List<String> command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
