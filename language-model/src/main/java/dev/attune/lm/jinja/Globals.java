package dev.attune.lm.jinja;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.attune.lm.methods.Strftime;
import dev.attune.lm.python.Arguments;
import dev.attune.lm.python.Budget;
import dev.attune.lm.python.Callable;
import dev.attune.lm.python.JinjaException;
import dev.attune.lm.python.JinjaObject;
import dev.attune.lm.python.Keys;
import dev.attune.lm.python.Namespace;
import dev.attune.lm.python.Undefined;
import dev.attune.lm.python.View;

/** Functions that every template has. */
final class Globals {
    /** As many elements as the sandbox of Jinja allows a range. */
    private static final int LONGEST_RANGE = 100_000;

    private final Map<String, Callable> functions;

    Globals(Clock clock) {
        functions = Map.of(
                "range", Globals::range,
                "dict", Globals::dictionary,
                "namespace", Globals::namespace,
                "cycler", arguments -> new Cycler(arguments.places()),
                "joiner", arguments -> joiner(arguments.bind("joiner", "sep").text(0, ", ")),
                "raise_exception", Globals::raise,
                "strftime_now",
                        arguments -> Strftime.format(
                                ZonedDateTime.now(clock),
                                arguments.bind("strftime_now", "format").text(0),
                                arguments.values().budget()));
    }

    @Nullable
    Object find(String name) {
        return functions.get(name);
    }

    /** As in transformers, names of Python's own cannot be set. */
    private static Object namespace(Arguments arguments) {
        Map<Object, Object> map = dictionary(arguments);
        map.keySet().forEach(Globals::checkMember);
        return new Namespace(map);
    }

    static void checkMember(Object name) {
        if (name instanceof String text && text.startsWith("_")) {
            throw new JinjaException(
                    "a namespace takes no name that begins with an underscore, such as '" + text + "'");
        }
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
        arguments.values().budget().hold(Math.max(((long) stop - start) / step, 0));
        List<Object> numbers = new ArrayList<>();
        for (long i = start; step > 0 ? i < stop : i > stop; i += step) {
            numbers.add(i);
        }
        return new View(View.RANGE, start + ", " + stop + (step == 1 ? "" : ", " + step), numbers);
    }

    private static Map<Object, Object> dictionary(Arguments arguments) {
        Budget budget = arguments.values().budget();
        budget.hold(3L * arguments.names().size());
        Map<Object, Object> map = new LinkedHashMap<>();
        if (arguments.places().size() > 1) {
            throw new JinjaException("a dictionary is made of one other at most");
        }
        for (Object given : arguments.places()) {
            if (given instanceof Map<?, ?> other) {
                budget.hold(3L * other.size());
                map.putAll(other);
                continue;
            }
            for (Object pair : arguments.values().elements(given)) {
                List<Object> both = arguments.values().elements(pair);
                if (both.size() != 2) {
                    throw new JinjaException("a dictionary is made of pairs");
                }
                budget.hold(3);
                Keys.put(map, both.get(0), both.get(1), budget);
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
