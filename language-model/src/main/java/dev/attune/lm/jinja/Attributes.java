package dev.attune.lm.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.attune.lm.methods.ContainerMethods;
import dev.attune.lm.python.Callable;
import dev.attune.lm.python.Escaped;
import dev.attune.lm.python.JinjaException;
import dev.attune.lm.python.JinjaObject;
import dev.attune.lm.python.Keys;
import dev.attune.lm.python.Namespace;
import dev.attune.lm.python.None;
import dev.attune.lm.python.Tuple;
import dev.attune.lm.python.Types;
import dev.attune.lm.python.Undefined;
import dev.attune.lm.python.Values;
import dev.attune.lm.python.View;

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
        if (of instanceof JinjaObject own && own.plain() != own && !(key instanceof String)) {
            return item(own.plain(), key);
        }
        if (of instanceof Namespace || of instanceof JinjaObject) {
            return key instanceof String name ? attribute(of, name) : Undefined.member(of, key);
        }
        if (of instanceof Map<?, ?> map) {
            if (key instanceof List || key instanceof Map) {
                return Undefined.member(of, "of that kind");
            }
            Object value = Keys.find(map, key, values.budget());
            return value != null ? value : method(of, key);
        }
        if (key instanceof Long || key instanceof Boolean) {
            long index = Values.whole(key);
            if (of instanceof String text) {
                return character(text, index);
            }
            List<?> elements = switch (of) {
                case List<?> list -> list;
                case Tuple tuple -> tuple.items();
                case View view when view.isRange() -> view.elements();
                default -> List.of();
            };
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
        long length = values.length(text);
        long place = index < 0 ? index + length : index;
        if (place < 0 || place >= length) {
            return Undefined.member(text, index);
        }
        values.budget().read(place);
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
        if (of instanceof JinjaObject own && own.plain() != own) {
            return slice(own.plain(), start, stop, step);
        }
        if (of instanceof View view && view.isRange()) {
            return View.range(chosen(view.elements(), start, stop, bound(step, 1)));
        }
        if (!(of instanceof String) && !(of instanceof List) && !(of instanceof Tuple)) {
            return Undefined.member(of, "slice");
        }
        if (of instanceof String text && (step == None.NONE || step.equals(1L))) {
            return part(text, start, stop);
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

    /** The characters from {@code start} to before {@code stop}. */
    private String part(String text, Object start, Object stop) {
        long size = values.length(text);
        long from = start == None.NONE ? 0 : place(bound(start, 0), size, 0, size);
        long to = stop == None.NONE ? size : place(bound(stop, 0), size, 0, size);
        if (from >= to) {
            return "";
        }
        int begin = text.offsetByCodePoints(0, (int) from);
        return values.budget().made(text.substring(begin, text.offsetByCodePoints(begin, (int) (to - from))));
    }

    private List<Object> chosen(List<Object> elements, Object start, Object stop, long step) {
        if (step == 0) {
            throw new JinjaException("slice step cannot be zero");
        }
        long size = elements.size();
        long lowest = step < 0 ? -1 : 0;
        long highest = step < 0 ? size - 1 : size;
        long from = start == None.NONE ? step < 0 ? highest : lowest : place(bound(start, 0), size, lowest, highest);
        long to = stop == None.NONE ? step < 0 ? lowest : highest : place(bound(stop, 0), size, lowest, highest);
        values.budget().hold(Math.max((to - from) / step, 0));
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
