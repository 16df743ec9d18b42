package dev.attune.lm.python;

import java.util.List;

/** Python's {@code tuple}. */
public record Tuple(List<Object> items) {
    public Tuple {
        items = List.copyOf(items);
    }
}
