package dev.attune.feedback.service;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What must be right before the first request: keys that can be read, and somebody who can sign in. */
@ApplicationScoped
class Startup {

    private final FirstAdministrator administrator;
    private final Optional<String> publicKey;
    private final Optional<String> privateKey;

    Startup(
            FirstAdministrator administrator,
            @ConfigProperty(name = "mp.jwt.verify.publickey.location") Optional<String> publicKey,
            @ConfigProperty(name = "smallrye.jwt.sign.key.location") Optional<String> privateKey) {
        this.administrator = administrator;
        this.publicKey = publicKey;
        this.privateKey = privateKey;
    }

    void start(@Observes StartupEvent event) {
        requireReadable(publicKey, "ATTUNE_TOKEN_PUBLIC_KEY");
        requireReadable(privateKey, "ATTUNE_TOKEN_PRIVATE_KEY");
        administrator.createIfNobodyIsThere();
    }

    private static void requireReadable(Optional<String> location, String variable) {
        if (location.isEmpty() || !Files.isReadable(Path.of(location.get()))) {
            throw new IllegalStateException("The token key " + location.orElse("") + " cannot be read; set " + variable
                    + " to a PEM file of an RSA key.");
        }
    }
}
