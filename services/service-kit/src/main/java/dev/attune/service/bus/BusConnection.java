package dev.attune.service.bus;

import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

import io.smallrye.common.annotation.Identifier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.attune.contracts.bus.Bus;

/** What each channel of messaging begins with: the same address and credentials as our own clients of the bus. */
@ApplicationScoped
class BusConnection {

    @Produces
    @Identifier("default-kafka-broker")
    Map<String, Object> settings(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        return Bus.connection(bootstrapServers);
    }
}
