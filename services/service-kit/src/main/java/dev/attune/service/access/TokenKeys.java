package dev.attune.service.access;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Says at the start, rather than at the first request, that the key to check tokens with is missing. */
@ApplicationScoped
public class TokenKeys {

    private final Optional<String> publicKey;

    TokenKeys(@ConfigProperty(name = "mp.jwt.verify.publickey.location") Optional<String> publicKey) {
        this.publicKey = publicKey;
    }

    void start(@Observes StartupEvent event) {
        requireReadable(publicKey, "ATTUNE_TOKEN_PUBLIC_KEY");
    }

    /**
     * Checks that a key is there; a location with a scheme, such as {@code https:}, is left to the token library.
     *
     * @param variable the environment variable that names the key's file
     */
    public static void requireReadable(Optional<String> location, String variable) {
        String place = location.orElse("");
        if (!place.contains(":") && !Files.isReadable(Path.of(place))) {
            throw new IllegalStateException(
                    "The token key " + place + " cannot be read; set " + variable + " to a PEM file of an RSA key.");
        }
    }
}
