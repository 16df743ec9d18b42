package dev.attune.lm.python;

import java.util.Iterator;
import java.util.List;

/**
 * A sequence that is no list: what {@code range} gives, and the keys, values and items of a dictionary.
 *
 * @param type {@code range} or such as {@code dict_keys}
 * @param shown what stands in the parentheses; null for the elements
 */
public record View(
        String type, @org.jspecify.annotations.Nullable String shown, List<Object> elements)
        implements Iterable<Object> {
    public static final String RANGE = "range";

    /** A range of these numbers, which have the same distances. */
    public static View range(List<Object> numbers) {
        if (numbers.isEmpty()) {
            return new View(RANGE, "0, 0", numbers);
        }
        long first = (Long) numbers.getFirst();
        long step = numbers.size() == 1 ? 1 : (Long) numbers.get(1) - first;
        long stop = first + step * numbers.size();
        return new View(RANGE, first + ", " + stop + (step == 1 ? "" : ", " + step), numbers);
    }

    public boolean isRange() {
        return type.equals(RANGE);
    }

    @Override
    public Iterator<Object> iterator() {
        return elements.iterator();
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
