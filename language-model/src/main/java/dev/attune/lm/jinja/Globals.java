package dev.attune.lm.jinja;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.attune.lm.python.Arguments;
import dev.attune.lm.python.Callable;
import dev.attune.lm.python.JinjaException;
import dev.attune.lm.python.JinjaObject;
import dev.attune.lm.python.Namespace;
import dev.attune.lm.python.Strftime;
import dev.attune.lm.python.Undefined;

/** Functions that every template has. */
final class Globals {
    /** As many elements as the sandbox of Jinja allows a range. */
    private static final int LONGEST_RANGE = 100_000;

    private final Map<String, Callable> functions;

    Globals(Clock clock) {
        functions = Map.of(
                "range", Globals::range,
                "dict", Globals::dictionary,
                "namespace", arguments -> new Namespace(dictionary(arguments)),
                "cycler", arguments -> new Cycler(arguments.places()),
                "joiner", arguments -> joiner(arguments.bind("joiner", "sep").text(0, ", ")),
                "raise_exception", Globals::raise,
                "strftime_now",
                        arguments -> Strftime.format(
                                ZonedDateTime.now(clock),
                                arguments.bind("strftime_now", "format").text(0)));
    }

    @Nullable
    Object find(String name) {
        return functions.get(name);
    }

    private static Object raise(Arguments arguments) {
        throw new JinjaException(arguments.bind("raise_exception", "message").text(0));
    }

    private static Object range(Arguments arguments) {
        Arguments.Bound given = arguments.bind("range", "start", "stop", "step");
        int start = given.has(1) ? given.integer(0, 0) : 0;
        int stop = given.integer(given.has(1) ? 1 : 0, 0);
        int step = given.integer(2, 1);
        if (step == 0) {
            throw new JinjaException("range() step must not be zero");
        }
        if (Math.abs(((long) stop - start) / step) > LONGEST_RANGE) {
            throw new JinjaException("range too big; the sandbox blocks ranges larger than " + LONGEST_RANGE);
        }
        List<Object> numbers = new ArrayList<>();
        for (long i = start; step > 0 ? i < stop : i > stop; i += step) {
            numbers.add(i);
        }
        arguments.values().budget().make(numbers.size());
        return new Range(numbers);
    }

    private static Map<Object, Object> dictionary(Arguments arguments) {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (Object given : arguments.places()) {
            if (given instanceof Map<?, ?> other) {
                map.putAll(other);
                continue;
            }
            for (Object pair : arguments.values().elements(given)) {
                List<Object> both = arguments.values().elements(pair);
                if (both.size() != 2) {
                    throw new JinjaException("a dictionary is made of pairs");
                }
                map.put(both.get(0), both.get(1));
            }
        }
        map.putAll(arguments.names());
        return map;
    }

    private static Callable joiner(String separator) {
        boolean[] used = new boolean[1];
        return arguments -> {
            String text = used[0] ? separator : "";
            used[0] = true;
            return text;
        };
    }

    /** Python's {@code range}: its elements, and no list. */
    private record Range(List<Object> numbers) implements Iterable<Object> {
        @Override
        public Iterator<Object> iterator() {
            return numbers.iterator();
        }
    }

    private static final class Cycler implements JinjaObject {
        private final List<Object> items;
        private int at;

        Cycler(List<Object> items) {
            if (items.isEmpty()) {
                throw new JinjaException("at least one item has to be provided");
            }
            this.items = items;
        }

        @Override
        public Object attribute(String name) {
            return switch (name) {
                case "current" -> items.get(at);
                case "next" ->
                    (Callable) arguments -> {
                        Object current = items.get(at);
                        at = (at + 1) % items.size();
                        return current;
                    };
                case "reset" ->
                    (Callable) arguments -> {
                        at = 0;
                        return "";
                    };
                default -> Undefined.member(this, name);
            };
        }

        @Override
        public String type() {
            return "Cycler";
        }
    }
}
