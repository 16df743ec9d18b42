package dev.attune.registry.rest.prompt;

import java.util.Set;

import jakarta.enterprise.context.RequestScoped;

import org.eclipse.microprofile.jwt.JsonWebToken;

import dev.attune.registry.service.prompt.Caller;
import dev.attune.service.access.Roles;

/** Who asks, by the token. */
@RequestScoped
class Callers {

    private final JsonWebToken token;

    Callers(JsonWebToken token) {
        this.token = token;
    }

    Caller caller() {
        Set<String> roles = token.getGroups();
        return new Caller(
                token.getSubject() == null ? "unnamed" : token.getSubject(),
                roles.contains(Roles.REVIEWER) || roles.contains(Roles.ADMINISTRATOR));
    }
}
