package dev.attune.lm.python;

import java.util.Iterator;
import java.util.List;

/** Python's generator: true even where it gives nothing, without a length, and empty once its elements were taken. */
public final class OneTime implements Iterable<Object> {
    private List<Object> left;

    public OneTime(List<Object> elements) {
        this.left = elements;
    }

    /** What is left, which is then taken. */
    public List<Object> take() {
        List<Object> taken = left;
        left = List.of();
        return taken;
    }

    /** The next element, which is then taken; {@code otherwise} if there is none. */
    public Object next(Object otherwise) {
        if (left.isEmpty()) {
            return otherwise;
        }
        Object first = left.getFirst();
        left = left.subList(1, left.size());
        return first;
    }

    @Override
    public Iterator<Object> iterator() {
        return take().iterator();
    }
}
