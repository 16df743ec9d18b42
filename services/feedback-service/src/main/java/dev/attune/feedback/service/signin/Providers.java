package dev.attune.feedback.service.signin;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;

import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.config.SignInConfig;

/** The providers that the settings name. */
@ApplicationScoped
class Providers {

    private final Map<String, Provider> byId = new TreeMap<>();

    Providers(SignInConfig config) {
        config.providers().forEach((id, settings) -> byId.put(id, new Provider(ProviderSettings.of(id, settings))));
    }

    /** So that a setting that cannot be right is told at the start. */
    void start(@Observes StartupEvent event) {}

    Collection<Provider> all() {
        return byId.values();
    }

    /**
     * The provider of a short name.
     *
     * @throws FeedbackException {@link Fault#PROVIDER_UNKNOWN}
     */
    Provider named(String id) {
        Fault.PROVIDER_UNKNOWN.when(!byId.containsKey(id), "There is no sign-in provider " + id + ".");
        return Objects.requireNonNull(byId.get(id));
    }
}
