package dev.attune.lm.python;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Truth, length, elements, equality and order of values. */
public record Values(Budget budget) {
    public boolean isTrue(Object value) {
        return switch (value) {
            case Boolean truth -> truth;
            case String text -> !text.isEmpty();
            case Escaped escaped -> !escaped.text().isEmpty();
            case Long number -> number != 0;
            case Double number -> number != 0;
            case None ignored -> false;
            case Undefined ignored -> false;
            case List<?> list -> !list.isEmpty();
            case Tuple tuple -> !tuple.items().isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            case View view -> !view.elements().isEmpty();
            default -> true;
        };
    }

    public long length(Object value) {
        return switch (value) {
            case String text -> {
                budget.read(text.length());
                yield text.codePointCount(0, text.length());
            }
            case Escaped escaped -> length(escaped.text());
            case List<?> list -> list.size();
            case Tuple tuple -> tuple.items().size();
            case Map<?, ?> map -> map.size();
            case Undefined ignored -> 0;
            case View view -> view.elements().size();
            case JinjaObject own when own.plain() != own -> length(own.plain());
            default -> throw new JinjaException("object of type '" + Types.name(value) + "' has no length");
        };
    }

    public boolean isIterable(Object value) {
        return value instanceof String
                || value instanceof Escaped
                || value instanceof List
                || value instanceof Tuple
                || value instanceof Map
                || value instanceof Undefined
                || value instanceof Iterable;
    }

    /** The elements of a list, the characters of a text, the keys of a dictionary. */
    @SuppressWarnings("unchecked")
    public List<Object> elements(Object value) {
        return switch (value) {
            case List<?> list -> looked((List<Object>) list);
            case Tuple tuple -> looked(tuple.items());
            case View view -> looked(view.elements());
            case OneTime once -> looked(once.take());
            case Map<?, ?> map -> {
                budget.hold(map.size());
                yield new ArrayList<>(map.keySet());
            }
            case String text -> {
                budget.hold(2L * text.length()); // a text for each
                yield new ArrayList<Object>(
                        text.codePoints().mapToObj(Character::toString).toList());
            }
            case Escaped escaped -> elements(escaped.text());
            case Undefined ignored -> List.of();
            case JinjaObject own when own.plain() != own -> elements(own.plain());
            default -> throw new JinjaException("'" + Types.name(value) + "' object is not iterable");
        };
    }

    private List<Object> looked(List<Object> elements) {
        budget.work(elements.size() >> 4);
        return elements;
    }

    public boolean areEqual(Object left, Object right) {
        budget.step();
        if (isNumber(left) && isNumber(right)) {
            return Numbers.areEqual(left, right);
        }
        if (left instanceof JinjaObject own && own.plain() != own) {
            return areEqual(own.plain(), right);
        }
        if (right instanceof JinjaObject own && own.plain() != own) {
            return areEqual(left, own.plain());
        }
        if (left instanceof String text) {
            budget.read(text.length());
        }
        return switch (left) {
            case List<?> list -> right instanceof List<?> other && equalElements(list, other);
            case Tuple tuple -> right instanceof Tuple other && equalElements(tuple.items(), other.items());
            case Map<?, ?> map -> right instanceof Map<?, ?> other && equalEntries(map, other);
            case Escaped escaped -> areEqual(escaped.text(), right);
            case String text -> right instanceof Escaped escaped ? text.equals(escaped.text()) : text.equals(right);
            case View view
            when view.isRange() ->
                right instanceof View other && other.isRange() && equalElements(view.elements(), other.elements());
            default -> left.equals(right);
        };
    }

    private boolean equalElements(List<?> left, List<?> right) {
        if (left == right) {
            return true;
        }
        if (left.size() != right.size()) {
            return false;
        }
        Iterator<?> others = right.iterator();
        for (Object element : left) {
            if (!areEqual(element, others.next())) {
                return false;
            }
        }
        return true;
    }

    private boolean equalEntries(Map<?, ?> left, Map<?, ?> right) {
        if (left == right) {
            return true;
        }
        if (left.size() != right.size()) {
            return false;
        }
        for (Map.Entry<?, ?> entry : left.entrySet()) {
            Object other = Keys.find(right, entry.getKey(), budget);
            if (other == null || !areEqual(entry.getValue(), other)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Below 0, 0 or above 0.
     *
     * @param operator for the error where two values have no order
     */
    public int compare(Object left, Object right, String operator) {
        budget.step();
        if (left instanceof Undefined undefined) {
            throw undefined.used();
        }
        if (right instanceof Undefined undefined) {
            throw undefined.used();
        }
        if (isNumber(left) && isNumber(right)) {
            return Numbers.compare(left, right);
        }
        if (left instanceof Escaped escaped) {
            return compare(escaped.text(), right, operator);
        }
        if (right instanceof Escaped escaped) {
            return compare(left, escaped.text(), operator);
        }
        if (left instanceof JinjaObject own && own.plain() != own) {
            return compare(own.plain(), right, operator);
        }
        if (right instanceof JinjaObject own && own.plain() != own) {
            return compare(left, own.plain(), operator);
        }
        if (left instanceof String text && right instanceof String other) {
            budget.read(Math.min(text.length(), other.length()));
            return compareTexts(text, other);
        }
        if (left instanceof List<?> list && right instanceof List<?> other) {
            return compareElements(list, other, operator);
        }
        if (left instanceof Tuple tuple && right instanceof Tuple other) {
            return compareElements(tuple.items(), other.items(), operator);
        }
        throw new JinjaException("'" + operator + "' is not supported between '" + Types.name(left) + "' and '"
                + Types.name(right) + "'");
    }

    /** By code points, which differs from Java's order beyond the basic plane. */
    private static int compareTexts(String left, String right) {
        int at = 0;
        while (at < left.length() && at < right.length() && left.charAt(at) == right.charAt(at)) {
            at++;
        }
        if (at == left.length() || at == right.length()) {
            return Integer.compare(left.length(), right.length());
        }
        boolean inside = at > 0 && Character.isHighSurrogate(left.charAt(at - 1));
        int from = inside ? at - 1 : at;
        return Integer.compare(left.codePointAt(from), right.codePointAt(from));
    }

    private int compareElements(List<?> left, List<?> right, String operator) {
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            if (!areEqual(left.get(i), right.get(i))) {
                return compare(left.get(i), right.get(i), operator);
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    public boolean contains(Object container, Object element) {
        return switch (container) {
            case String text -> {
                if (element instanceof Escaped escaped) {
                    yield Search.first(budget, text, escaped.text(), 0) >= 0;
                }
                if (!(element instanceof String part)) {
                    throw new JinjaException("'in' a text needs a text on its left, not " + Types.name(element));
                }
                yield Search.first(budget, text, part, 0) >= 0;
            }
            case Escaped escaped -> contains(escaped.text(), element);
            case Map<?, ?> map -> Keys.find(map, element, budget) != null;
            case Long ignored -> throw notIterable(container);
            case Double ignored -> throw notIterable(container);
            case Boolean ignored -> throw notIterable(container);
            case None ignored -> throw notIterable(container);
            default -> elements(container).stream().anyMatch(one -> areEqual(one, element));
        };
    }

    private static JinjaException notIterable(Object value) {
        return new JinjaException("argument of type '" + Types.name(value) + "' is not iterable");
    }

    /** Whether it counts as a number in Python: truth values do, too. */
    public static boolean isNumber(Object value) {
        return value instanceof Long || value instanceof Double || value instanceof Boolean;
    }

    public static double real(Object number) {
        return number instanceof Double real ? real : whole(number);
    }

    public static long whole(Object number) {
        return number instanceof Boolean truth ? truth ? 1 : 0 : (Long) number;
    }
}
