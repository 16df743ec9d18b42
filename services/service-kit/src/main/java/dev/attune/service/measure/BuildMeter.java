package dev.attune.service.measure;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.attune.contracts.measure.Meters;

/** Tells which build of a service runs. */
@ApplicationScoped
class BuildMeter {

    private final String version;

    BuildMeter(@ConfigProperty(name = "quarkus.application.version") String version) {
        // The manifest names the commit, too; there is none where the classes were not packed.
        this.version = Optional.ofNullable(BuildMeter.class.getPackage().getImplementationVersion())
                .orElse(version);
    }

    void started(@Observes StartupEvent event) {
        Meters.build(version);
    }
}
