package dev.attune.registry.gate;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** Policies promote to a channel of these tests alone, so that no other test has a say in what it serves. */
public class GuardedChannel implements QuarkusTestProfile {

    static final String CHANNEL = "guarded";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("attune.promotion.channel", CHANNEL);
    }
}
