package dev.attune.service.testing;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** Settings of the kit as an application of its own; in a file they would be in the way of the services' own. */
public final class KitAlone implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.application.name", "service-kit",
                "quarkus.datasource.db-kind", "postgresql",
                "quarkus.hibernate-orm.schema-management.strategy", "none",
                "attune.outbox.enabled", "false");
    }
}
