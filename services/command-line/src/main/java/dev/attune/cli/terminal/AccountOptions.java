package dev.attune.cli.terminal;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import dev.attune.cli.rest.ServiceClient;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.text.TextFile;

/** As whom a command speaks to the services. */
public final class AccountOptions {

    @Option(names = "--user", paramLabel = "NAME", description = "Account to sign in with; else ATTUNE_TOKEN is used.")
    private @Nullable String user;

    @Option(names = "--password-file", paramLabel = "FILE", description = "File whose first line is the password.")
    private @Nullable Path passwordFile;

    /** A client of feedback-service at {@code root}, signed in. */
    public ServiceClient signIn(URI root, Context context) throws InterruptedException {
        if (user == null) {
            String token = context.environment().getOrDefault("ATTUNE_TOKEN", "");
            if (token.isBlank()) {
                throw ErrorCategory.CALLER.error(
                        "not-signed-in", "No account is given: use --user and --password-file, or set ATTUNE_TOKEN.");
            }
            return ServiceClient.at(root, token);
        }
        return ServiceClient.at(root, "").signIn(user, password());
    }

    private String password() {
        if (passwordFile == null) {
            throw ErrorCategory.CALLER.error(
                    "no-password", "--user needs --password-file FILE with the password in it.");
        }
        try {
            return TextFile.whole(passwordFile).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw ErrorCategory.CALLER.error(
                    "no-password",
                    "The password file " + passwordFile + " cannot be read: " + TextFile.reason(e) + ".",
                    e);
        }
    }
}
