package dev.attune.lm.python;

import java.util.LinkedHashMap;
import java.util.Map;

/** Jinja's {@code namespace}: what a loop may change outside itself. */
public record Namespace(Map<Object, Object> values) {
    public Namespace {
        values = new LinkedHashMap<>(values);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
