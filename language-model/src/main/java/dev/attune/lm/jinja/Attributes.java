package dev.attune.lm.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.attune.lm.python.Callable;
import dev.attune.lm.python.ContainerMethods;
import dev.attune.lm.python.Escaped;
import dev.attune.lm.python.JinjaException;
import dev.attune.lm.python.JinjaObject;
import dev.attune.lm.python.Namespace;
import dev.attune.lm.python.None;
import dev.attune.lm.python.Tuple;
import dev.attune.lm.python.Types;
import dev.attune.lm.python.Undefined;
import dev.attune.lm.python.Values;

/** {@code a.b}, {@code a['b']} and {@code a[1:2]}: an attribute first by dot, an element first in brackets. */
record Attributes(Values values) {
    /** What would change a list or a dictionary that the caller owns. */
    private static final List<String> CHANGING = List.of(
            "append",
            "clear",
            "extend",
            "insert",
            "pop",
            "popitem",
            "remove",
            "reverse",
            "setdefault",
            "sort",
            "update");

    Object attribute(Object of, String name) {
        if (of instanceof Undefined undefined) {
            throw undefined.used();
        }
        if (of instanceof JinjaObject own) {
            return own.attribute(name);
        }
        if (of instanceof Namespace namespace) {
            return orUndefined(namespace.values().get(name), of, name);
        }
        Callable method = ContainerMethods.find(of, name);
        if (method != null) {
            return method;
        }
        Object value = of instanceof Map<?, ?> map ? map.get(name) : null;
        if (value != null) {
            return value;
        }
        return of instanceof List<?> && CHANGING.contains(name) || of instanceof Map<?, ?> && CHANGING.contains(name)
                ? new Undefined("a template may not change a " + Types.name(of) + " with " + name + "()")
                : Undefined.member(of, name);
    }

    Object item(Object of, Object key) {
        if (of instanceof Undefined undefined) {
            throw undefined.used();
        }
        if (of instanceof Escaped escaped) {
            return item(escaped.text(), key);
        }
        if (of instanceof Namespace || of instanceof JinjaObject && !(of instanceof Iterable)) {
            return key instanceof String name ? attribute(of, name) : Undefined.member(of, key);
        }
        if (of instanceof Map<?, ?> map) {
            Object value = map.get(key);
            return value != null ? value : method(of, key);
        }
        if (key instanceof Long || key instanceof Boolean) {
            long index = Values.whole(key);
            if (of instanceof String text) {
                return character(text, index);
            }
            List<?> elements = of instanceof List || of instanceof Tuple || of instanceof Iterable
                    ? values.elements(of)
                    : List.of();
            long place = index < 0 ? index + elements.size() : index;
            return place >= 0 && place < elements.size() ? elements.get((int) place) : Undefined.member(of, key);
        }
        return method(of, key);
    }

    private static Object method(Object of, Object key) {
        Callable method = key instanceof String name ? ContainerMethods.find(of, name) : null;
        return orUndefined(method, of, key);
    }

    private static Object orUndefined(@Nullable Object value, Object of, Object key) {
        return value == null ? Undefined.member(of, key) : value;
    }

    private Object character(String text, long index) {
        int length = text.codePointCount(0, text.length());
        long place = index < 0 ? index + length : index;
        if (place < 0 || place >= length) {
            return Undefined.member(text, index);
        }
        values.budget().make(place >> 4);
        return Character.toString(text.codePointAt(text.offsetByCodePoints(0, (int) place)));
    }

    /** The elements from {@code start} to before {@code stop}, each {@code step}th; none of them need be given. */
    Object slice(Object of, Object start, Object stop, Object step) {
        if (of instanceof Undefined undefined) {
            throw undefined.used();
        }
        if (of instanceof Escaped escaped) {
            return slice(escaped.text(), start, stop, step);
        }
        if (!(of instanceof String) && !(of instanceof List) && !(of instanceof Tuple)) {
            return Undefined.member(of, "slice");
        }
        List<Object> elements = values.elements(of);
        List<Object> chosen = chosen(elements, start, stop, bound(step, 1));
        if (of instanceof String) {
            StringBuilder text = new StringBuilder();
            chosen.forEach(text::append);
            return text.toString();
        }
        return of instanceof Tuple ? new Tuple(chosen) : chosen;
    }

    private static List<Object> chosen(List<Object> elements, Object start, Object stop, long step) {
        if (step == 0) {
            throw new JinjaException("slice step cannot be zero");
        }
        long size = elements.size();
        long lowest = step < 0 ? -1 : 0;
        long highest = step < 0 ? size - 1 : size;
        long from = start == None.NONE ? step < 0 ? highest : lowest : place(bound(start, 0), size, lowest, highest);
        long to = stop == None.NONE ? step < 0 ? lowest : highest : place(bound(stop, 0), size, lowest, highest);
        List<Object> chosen = new ArrayList<>();
        for (long i = from; step < 0 ? i > to : i < to; i += step) {
            chosen.add(elements.get((int) i));
        }
        return chosen;
    }

    private static long place(long index, long size, long lowest, long highest) {
        return Math.clamp(index < 0 ? index + size : index, lowest, highest);
    }

    private static long bound(Object value, long otherwise) {
        if (value == None.NONE) {
            return otherwise;
        }
        if (value instanceof Undefined undefined) {
            throw undefined.used();
        }
        if (!(value instanceof Long) && !(value instanceof Boolean)) {
            throw new JinjaException("slice indices must be integers or none, not " + Types.name(value));
        }
        return Math.clamp(Values.whole(value), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
}
