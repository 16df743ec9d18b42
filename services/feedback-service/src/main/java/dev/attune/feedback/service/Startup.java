package dev.attune.feedback.service;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.attune.feedback.service.access.FirstAdministrator;
import dev.attune.service.access.TokenKeys;

/** What must be right before the first request: a key to sign tokens with, and somebody who can sign in. */
@ApplicationScoped
class Startup {

    private final FirstAdministrator administrator;
    private final Optional<String> privateKey;

    Startup(
            FirstAdministrator administrator,
            @ConfigProperty(name = "smallrye.jwt.sign.key.location") Optional<String> privateKey) {
        this.administrator = administrator;
        this.privateKey = privateKey;
    }

    void start(@Observes StartupEvent event) {
        TokenKeys.requireReadable(privateKey, "ATTUNE_TOKEN_PRIVATE_KEY");
        administrator.createIfNobodyIsThere();
        administrator.resetIfAsked();
    }
}
