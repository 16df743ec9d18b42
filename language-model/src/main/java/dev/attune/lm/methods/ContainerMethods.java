package dev.attune.lm.methods;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.attune.lm.python.Arguments;
import dev.attune.lm.python.Callable;
import dev.attune.lm.python.Escaped;
import dev.attune.lm.python.JinjaException;
import dev.attune.lm.python.Keys;
import dev.attune.lm.python.None;
import dev.attune.lm.python.Tuple;
import dev.attune.lm.python.View;

/** The methods of lists, tuples and dictionaries that change nothing; those that do are not there for a template. */
public final class ContainerMethods {
    private static final Set<String> OF_DICTIONARIES = Set.of("get", "items", "keys", "values", "copy");
    private static final Set<String> OF_SEQUENCES = Set.of("index", "count", "copy");

    private ContainerMethods() {}

    /** The method, or null if there is none of that name. */
    public static @org.jspecify.annotations.Nullable Callable find(Object value, String name) {
        return switch (value) {
            case Map<?, ?> map when OF_DICTIONARIES.contains(name) -> arguments -> dictionary(map, name, arguments);
            case List<?> list when OF_SEQUENCES.contains(name) -> arguments -> sequence(list, name, arguments);
            case Tuple tuple
            when OF_SEQUENCES.contains(name) && !name.equals("copy") ->
                arguments -> sequence(tuple.items(), name, arguments);
            case View view
            when view.isRange() && OF_SEQUENCES.contains(name) && !name.equals("copy") ->
                arguments -> sequence(view.elements(), name, arguments);
            case String text when TextMethods.has(name) -> arguments -> TextMethods.call(name, text, arguments);
            case Escaped escaped
            when TextMethods.has(name) ->
                arguments -> {
                    Object result = TextMethods.call(name, escaped.text(), arguments);
                    return result instanceof String made ? new Escaped(made) : result;
                };
            case Double number
            when name.equals("is_integer") -> arguments -> number == Math.rint(number) && !number.isInfinite();
            case Long number
            when name.equals("bit_length") ->
                arguments -> (long) (Long.SIZE - Long.numberOfLeadingZeros(Math.abs(number)));
            default -> null;
        };
    }

    private static Object dictionary(Map<?, ?> map, String name, Arguments arguments) {
        if (!name.equals("get")) {
            arguments.values().budget().hold(3L * map.size());
        }
        return switch (name) {
            case "get" -> {
                Arguments.Bound given = arguments.bind("get", "key", "default");
                Object found = Keys.find(map, given.get(0), arguments.values().budget());
                yield found == null ? given.get(1, None.NONE) : found;
            }
            case "items" -> new View("dict_items", null, items(map));
            case "keys" -> new View("dict_keys", null, new ArrayList<>(map.keySet()));
            case "values" -> new View("dict_values", null, new ArrayList<>(map.values()));
            default -> new LinkedHashMap<Object, Object>(map);
        };
    }

    /** Keys and values, as tuples. */
    public static List<Object> items(Map<?, ?> map) {
        List<Object> items = new ArrayList<>();
        map.forEach((key, value) -> items.add(new Tuple(List.of(key, value))));
        return items;
    }

    private static Object sequence(List<?> list, String name, Arguments arguments) {
        if (name.equals("copy")) {
            arguments.values().budget().hold(list.size());
            return new ArrayList<Object>(list);
        }
        Object wanted = arguments.bind(name, "value").get(0);
        long count = 0;
        for (int i = 0; i < list.size(); i++) {
            if (arguments.values().areEqual(list.get(i), wanted)) {
                if (name.equals("index")) {
                    return (long) i;
                }
                count++;
            }
        }
        if (name.equals("index")) {
            throw new JinjaException("a value that is looked for is not in the list");
        }
        return count;
    }
}
