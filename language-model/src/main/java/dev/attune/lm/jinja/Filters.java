package dev.attune.lm.jinja;

import java.util.Map;
import java.util.Set;

import dev.attune.lm.methods.ContainerMethods;
import dev.attune.lm.python.Arguments;
import dev.attune.lm.python.Escaped;
import dev.attune.lm.python.JinjaException;
import dev.attune.lm.python.Json;
import dev.attune.lm.python.None;
import dev.attune.lm.python.Shown;
import dev.attune.lm.python.Undefined;
import dev.attune.lm.python.Values;
import dev.attune.lm.python.Written;

/** Jinja's filters: {@code x | trim}. */
final class Filters {
    private static final Set<String> OWN =
            Set.of("default", "d", "length", "count", "string", "tojson", "safe", "attr");

    private final Values values;
    private final Shown shown;
    private final Attributes attributes;
    private final TextFilters texts;
    private final NumberFilters numbers;
    private final ListFilters lists;

    Filters(Values values, Shown shown, Attributes attributes, Tests tests) {
        this.values = values;
        this.shown = shown;
        this.attributes = attributes;
        this.texts = new TextFilters(values, shown);
        this.numbers = new NumberFilters(values, shown);
        this.lists = new ListFilters(values, shown, attributes, this, tests);
    }

    static boolean exists(String name) {
        return OWN.contains(name)
                || TextFilters.NAMES.contains(name)
                || NumberFilters.NAMES.contains(name)
                || ListFilters.NAMES.contains(name);
    }

    Object apply(String name, Object value, Arguments arguments) {
        if (TextFilters.NAMES.contains(name)) {
            return texts.apply(name, value, arguments);
        }
        if (NumberFilters.NAMES.contains(name)) {
            return numbers.apply(name, value, arguments);
        }
        if (ListFilters.NAMES.contains(name)) {
            return lists.apply(name, value, arguments);
        }
        return switch (name) {
            case "default", "d" -> {
                Arguments.Bound given = arguments.bind("default", "default_value", "boolean");
                boolean missing = value instanceof Undefined || given.truth(1, false) && !values.isTrue(value);
                yield missing ? given.get(0, "") : value;
            }
            case "length", "count" -> values.length(value);
            case "string" -> value instanceof Escaped ? value : shown.text(value);
            case "safe" -> new Escaped(shown.text(value));
            case "attr" -> {
                String attribute = arguments.bind("attr", "name").text(0);
                // attributes only: a key of a dictionary is none
                boolean isKey = value instanceof Map && ContainerMethods.find(value, attribute) == null;
                yield isKey ? Undefined.member(value, attribute) : attributes.attribute(value, attribute);
            }
            case "tojson" -> json(value, arguments);
            default -> throw new JinjaException("there is no filter named '" + name + "'");
        };
    }

    private String json(Object value, Arguments arguments) {
        Arguments.Bound given = arguments.bind("tojson", "ensure_ascii", "indent", "separators", "sort_keys");
        Object indent = given.get(1, None.NONE);
        String step = switch (indent) {
            case String text -> text;
            case None ignored -> null;
            default -> {
                int width = Math.max(given.integer(1, 0), 0);
                yield new Written(values.budget()).add(" ", width).toString();
            }
        };
        String item = step == null ? ", " : ",";
        String key = ": ";
        if (given.get(2, None.NONE) != None.NONE) {
            var separators = values.elements(given.get(2));
            if (separators.size() != 2) {
                throw new JinjaException("tojson() needs two separators");
            }
            item = shown.text(separators.get(0));
            key = shown.text(separators.get(1));
        }
        return new Json(values.budget(), given.truth(0, false), step, item, key, given.truth(3, false)).of(value);
    }
}
