package dev.attune.contracts.settings.retraining;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** Settings of a recipe that somebody gave. */
final class Said {

    private Said() {}

    /** A setting that says null is as it is when nothing is said. */
    static Map<String, Object> of(@Nullable Map<String, Object> settings) {
        Map<String, Object> said = settings == null ? new HashMap<>() : new HashMap<>(settings);
        said.values().removeIf(Objects::isNull);
        return Map.copyOf(said);
    }
}
