package dev.attune.lm.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a function is called with.
 *
 * @param places by place
 * @param names by name
 */
public record Arguments(List<Object> places, Map<String, Object> names, Values values) {
    /** The arguments as a function with these parameters sees them; those not given are {@code null} in no place: see {@link Bound}. */
    public Bound bind(String function, String... parameters) {
        if (places.size() > parameters.length) {
            throw new JinjaException(
                    function + "() takes at most " + parameters.length + " arguments, not " + places.size());
        }
        for (String name : names.keySet()) {
            int place = List.of(parameters).indexOf(name);
            if (place < 0) {
                throw new JinjaException(function + "() has no parameter '" + name + "'");
            }
            if (place < places.size()) {
                throw new JinjaException(function + "() was given '" + name + "' twice");
            }
        }
        return new Bound(function, List.of(parameters), this);
    }

    /** The same with {@code first} before them. */
    public Arguments after(Object first) {
        List<Object> more = new ArrayList<>(places.size() + 1);
        more.add(first);
        more.addAll(places);
        return new Arguments(more, names, values);
    }

    /** The same without the first {@code count}. */
    public Arguments without(int count) {
        return new Arguments(places.subList(count, places.size()), names, values);
    }

    /** Arguments of a function whose parameters are known. */
    public record Bound(String function, List<String> parameters, Arguments given) {
        public boolean has(int place) {
            return place < given.places().size() || given.names().containsKey(parameters.get(place));
        }

        public Object get(int place, Object otherwise) {
            return place < given.places().size()
                    ? given.places().get(place)
                    : given.names().getOrDefault(parameters.get(place), otherwise);
        }

        public Object get(int place) {
            if (!has(place)) {
                throw new JinjaException(function + "() needs '" + parameters.get(place) + "'");
            }
            return get(place, None.NONE);
        }

        public String text(int place) {
            return text(get(place), place);
        }

        public String text(int place, String otherwise) {
            return text(get(place, otherwise), place);
        }

        private String text(Object value, int place) {
            if (value instanceof Undefined undefined) {
                throw undefined.used();
            }
            if (value instanceof Escaped escaped) {
                return escaped.text();
            }
            if (!(value instanceof String text)) {
                throw wrong(place, "a text", value);
            }
            return text;
        }

        public int integer(int place, int otherwise) {
            Object value = get(place, (long) otherwise);
            if (value instanceof Boolean truth) {
                return truth ? 1 : 0;
            }
            if (!(value instanceof Long number)) {
                throw wrong(place, "a whole number", value);
            }
            return Math.clamp(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }

        public boolean truth(int place, boolean otherwise) {
            return given.values().isTrue(get(place, otherwise));
        }

        private JinjaException wrong(int place, String wanted, Object value) {
            return new JinjaException(
                    function + "() needs " + wanted + " as '" + parameters.get(place) + "', not " + Types.name(value));
        }
    }
}
