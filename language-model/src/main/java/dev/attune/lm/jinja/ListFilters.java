package dev.attune.lm.jinja;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

import dev.attune.lm.methods.Arithmetic;
import dev.attune.lm.methods.ContainerMethods;
import dev.attune.lm.methods.Letters;
import dev.attune.lm.python.Arguments;
import dev.attune.lm.python.JinjaException;
import dev.attune.lm.python.Keys;
import dev.attune.lm.python.None;
import dev.attune.lm.python.OneTime;
import dev.attune.lm.python.Shown;
import dev.attune.lm.python.Types;
import dev.attune.lm.python.Undefined;
import dev.attune.lm.python.Values;
import dev.attune.lm.python.Written;

/** Filters over lists. */
final class ListFilters {
    static final Set<String> NAMES = Set.of(
            "join",
            "first",
            "last",
            "list",
            "reverse",
            "sort",
            "unique",
            "sum",
            "min",
            "max",
            "map",
            "select",
            "reject",
            "selectattr",
            "rejectattr",
            "batch",
            "slice",
            "dictsort",
            "items",
            "groupby",
            "random");

    private final Values values;
    private final Shown shown;
    private final Attributes attributes;
    private final Filters filters;
    private final Tests tests;

    ListFilters(Values values, Shown shown, Attributes attributes, Filters filters, Tests tests) {
        this.values = values;
        this.shown = shown;
        this.attributes = attributes;
        this.filters = filters;
        this.tests = tests;
    }

    Object apply(String name, Object value, Arguments arguments) {
        return switch (name) {
            case "join" -> join(value, arguments);
            case "first" -> end(value, true);
            case "last" -> end(value, false);
            case "list" -> list(value);
            case "reverse" -> reversed(value);
            case "sort" -> sorted(value, arguments);
            case "unique" -> new OneTime(unique(value, arguments));
            case "sum" -> sum(value, arguments);
            case "min", "max" -> extreme(name, value, arguments);
            case "map" -> new OneTime(map(value, arguments));
            case "select", "reject" -> new OneTime(chosen(value, name.equals("select"), element -> element, arguments));
            case "selectattr", "rejectattr" -> {
                if (arguments.places().isEmpty()) {
                    throw new JinjaException(name + "() needs the name of an attribute");
                }
                UnaryOperator<Object> part = part(arguments.places().getFirst(), None.NONE);
                yield new OneTime(chosen(value, name.equals("selectattr"), part, arguments.without(1)));
            }
            case "batch" -> new OneTime(batch(value, arguments));
            case "slice" -> new OneTime(slice(value, arguments));
            case "dictsort" -> dictionarySorted(value, arguments);
            case "items" -> new OneTime(items(value));
            case "groupby" -> grouped(value, arguments);
            default -> end(value, true); // random: any element will do, and the same text each time is best
        };
    }

    private List<Object> list(Object value) {
        List<Object> elements = values.elements(value);
        values.budget().hold(elements.size());
        return new ArrayList<>(elements);
    }

    private List<Object> items(Object value) {
        if (value instanceof Undefined) {
            return List.of();
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw new JinjaException("the filter items needs a dictionary, not " + Types.name(value));
        }
        values.budget().hold(3L * map.size());
        return ContainerMethods.items(map);
    }

    private String join(Object value, Arguments arguments) {
        Arguments.Bound given = arguments.bind("join", "d", "attribute");
        String between = shown.text(given.get(0, ""));
        UnaryOperator<Object> part = part(given.get(1, None.NONE), None.NONE);
        Written out = new Written(values.budget());
        String before = "";
        for (Object element : values.elements(value)) {
            out.add(before).add(shown.text(part.apply(element)));
            before = between;
        }
        return out.toString();
    }

    private Object end(Object value, boolean first) {
        if (value instanceof OneTime once && first) {
            return once.next(new Undefined("No first item, sequence was empty."));
        }
        if (!first && value instanceof OneTime) {
            throw new JinjaException("'generator' object is not reversible");
        }
        List<Object> elements = values.elements(value);
        if (elements.isEmpty()) {
            return new Undefined("No " + (first ? "first" : "last") + " item, sequence was empty.");
        }
        return first ? elements.getFirst() : elements.getLast();
    }

    private Object reversed(Object value) {
        List<Object> elements = list(value);
        Collections.reverse(elements);
        if (value instanceof String) {
            StringBuilder text = new StringBuilder();
            elements.forEach(text::append);
            return values.budget().made(text.toString());
        }
        return new OneTime(elements);
    }

    /** What {@code attribute}, such as {@code a.b.0}, says of an element; the element itself where there is none. */
    private UnaryOperator<Object> part(Object attribute, Object otherwise) {
        if (attribute == None.NONE) {
            return element -> element;
        }
        List<Object> keys = attribute instanceof String path
                ? List.<Object>of((Object[]) path.split("\\.", -1))
                : List.of(attribute);
        return element -> {
            Object found = element;
            for (Object key : keys) {
                boolean number = key instanceof String text
                        && !text.isEmpty()
                        && text.length() < 10
                        && text.chars().allMatch(Character::isDigit);
                found = attributes.item(found, number ? Long.valueOf(key.toString()) : key);
            }
            return found instanceof Undefined && otherwise != None.NONE ? otherwise : found;
        };
    }

    /** The same of an attribute such as {@code a,b}: a list of what each says. */
    private UnaryOperator<Object> several(Object attribute, boolean caseSensitive) {
        if (!(attribute instanceof String names) || names.indexOf(',') < 0) {
            return folded(part(attribute, None.NONE), caseSensitive);
        }
        List<UnaryOperator<Object>> parts = Arrays.stream(names.split(",", -1))
                .map(name -> folded(part(name, None.NONE), caseSensitive))
                .toList();
        return element -> {
            values.budget().hold(parts.size());
            return parts.stream().map(part -> part.apply(element)).toList();
        };
    }

    private static UnaryOperator<Object> folded(UnaryOperator<Object> part, boolean caseSensitive) {
        return element -> {
            Object found = part.apply(element);
            return found instanceof String text && !caseSensitive ? Letters.lower(text) : found;
        };
    }

    private Comparator<Object> order(UnaryOperator<Object> key) {
        return (left, right) -> values.compare(key.apply(left), key.apply(right), "<");
    }

    private List<Object> sorted(Object value, Arguments arguments) {
        Arguments.Bound given = arguments.bind("sort", "reverse", "case_sensitive", "attribute");
        Comparator<Object> order = order(several(given.get(2, None.NONE), given.truth(1, false)));
        List<Object> sorted = list(value);
        sorted.sort(given.truth(0, false) ? order.reversed() : order);
        return sorted;
    }

    private List<Object> unique(Object value, Arguments arguments) {
        Arguments.Bound given = arguments.bind("unique", "case_sensitive", "attribute");
        UnaryOperator<Object> key = folded(part(given.get(1, None.NONE), None.NONE), given.truth(0, false));
        Map<Object, Boolean> seen = new HashMap<>();
        List<Object> unique = new ArrayList<>();
        for (Object element : values.elements(value)) {
            Object found = key.apply(element);
            if (Keys.find(seen, found, values.budget()) == null) {
                values.budget().hold(4);
                seen.put(found, true);
                unique.add(element);
            }
        }
        return unique;
    }

    private Object sum(Object value, Arguments arguments) {
        Arguments.Bound given = arguments.bind("sum", "attribute", "start");
        UnaryOperator<Object> part = part(given.get(0, None.NONE), None.NONE);
        Arithmetic arithmetic = new Arithmetic(values, shown);
        Object sum = given.get(1, 0L);
        for (Object element : values.elements(value)) {
            sum = arithmetic.apply("+", sum, part.apply(element));
        }
        return sum;
    }

    private Object extreme(String name, Object value, Arguments arguments) {
        Arguments.Bound given = arguments.bind(name, "case_sensitive", "attribute");
        Comparator<Object> order = order(folded(part(given.get(1, None.NONE), None.NONE), given.truth(0, false)));
        Object best = null;
        for (Object element : values.elements(value)) {
            int compared = best == null ? 0 : order.compare(element, best);
            best = best == null || (name.equals("min") ? compared < 0 : compared > 0) ? element : best;
        }
        return best == null ? new Undefined("No aggregated item, sequence was empty.") : best;
    }

    private List<Object> map(Object value, Arguments arguments) {
        List<Object> mapped = new ArrayList<>();
        if (arguments.places().isEmpty()) {
            Arguments.Bound given = arguments.bind("map", "attribute", "default");
            UnaryOperator<Object> part = part(given.get(0), given.get(1, None.NONE));
            values.elements(value).forEach(element -> {
                values.budget().hold(1);
                mapped.add(part.apply(element));
            });
            return mapped;
        }
        if (!(arguments.places().getFirst() instanceof String filter)) {
            throw new JinjaException("map() needs the name of a filter");
        }
        Arguments more = arguments.without(1);
        for (Object element : values.elements(value)) {
            values.budget().hold(1);
            mapped.add(filters.apply(filter, element, more));
        }
        return mapped;
    }

    private List<Object> chosen(Object value, boolean kept, UnaryOperator<Object> part, Arguments arguments) {
        String test = arguments.places().isEmpty()
                ? ""
                : shown.text(arguments.places().getFirst());
        Arguments more = arguments.places().isEmpty() ? arguments : arguments.without(1);
        List<Object> chosen = new ArrayList<>();
        for (Object element : values.elements(value)) {
            values.budget().hold(1);
            Object looked = part.apply(element);
            boolean holds = test.isEmpty() ? values.isTrue(looked) : tests.holds(test, looked, more);
            if (holds == kept) {
                chosen.add(element);
            }
        }
        return chosen;
    }

    private List<Object> batch(Object value, Arguments arguments) {
        Arguments.Bound given = arguments.bind("batch", "linecount", "fill_with");
        int size = given.integer(0, 1) < 1 ? Integer.MAX_VALUE : given.integer(0, 1);
        List<Object> batches = new ArrayList<>();
        if (given.integer(0, 1) == 0) {
            batches.add(List.of()); // Jinja's own
        }
        List<Object> elements = values.elements(value);
        for (int from = 0; from < elements.size(); from += Math.min(size, elements.size())) {
            values.budget().hold(Math.min(elements.size() - from, size));
            List<Object> batch = new ArrayList<>(elements.subList(from, Math.min(elements.size(), from + size)));
            if (given.get(1, None.NONE) != None.NONE) {
                values.budget().hold(size);
                batch.addAll(Collections.nCopies(size - batch.size(), given.get(1)));
            }
            batches.add(batch);
        }
        return batches;
    }

    private List<Object> slice(Object value, Arguments arguments) {
        Arguments.Bound given = arguments.bind("slice", "slices", "fill_with");
        int count = Math.max(given.integer(0, 1), 1);
        values.budget().hold(3L * count);
        List<Object> elements = values.elements(value);
        int each = elements.size() / count;
        int longer = elements.size() % count;
        List<Object> slices = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < count; i++) {
            int to = from + each + (i < longer ? 1 : 0);
            List<Object> slice = new ArrayList<>(elements.subList(from, to));
            if (given.get(1, None.NONE) != None.NONE && i >= longer) {
                slice.add(given.get(1));
            }
            slices.add(slice);
            from = to;
        }
        return slices;
    }

    private List<Object> dictionarySorted(Object value, Arguments arguments) {
        Arguments.Bound given = arguments.bind("dictsort", "case_sensitive", "by", "reverse");
        long place = given.text(1, "key").equals("value") ? 1 : 0;
        Comparator<Object> order = order(folded(part(place, None.NONE), given.truth(0, false)));
        List<Object> sorted = new ArrayList<>(items(value));
        sorted.sort(given.truth(2, false) ? order.reversed() : order);
        return sorted;
    }

    private List<Object> grouped(Object value, Arguments arguments) {
        Arguments.Bound given = arguments.bind("groupby", "attribute", "default", "case_sensitive");
        UnaryOperator<Object> key = part(given.get(0), given.get(1, None.NONE));
        UnaryOperator<Object> folded = folded(key, given.truth(2, false));
        List<Object> sorted = list(value);
        sorted.sort(order(folded));
        Map<Object, List<Object>> groups = new LinkedHashMap<>();
        sorted.forEach(one -> groups.computeIfAbsent(folded.apply(one), ignored -> new ArrayList<>())
                .add(one));
        List<Object> pairs = new ArrayList<>();
        groups.values().forEach(group -> pairs.add(new Group(key.apply(group.getFirst()), group)));
        return pairs;
    }
}
