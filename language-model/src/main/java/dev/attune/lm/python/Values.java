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
            default -> true;
        };
    }

    public long length(Object value) {
        return switch (value) {
            case String text -> text.codePointCount(0, text.length());
            case Escaped escaped -> length(escaped.text());
            case List<?> list -> list.size();
            case Tuple tuple -> tuple.items().size();
            case Map<?, ?> map -> map.size();
            case Undefined ignored -> 0;
            case Iterable<?> other -> elements(other).size();
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
        List<Object> elements = switch (value) {
            case List<?> list -> (List<Object>) list;
            case Tuple tuple -> tuple.items();
            case Map<?, ?> map -> new ArrayList<>(map.keySet());
            case String text ->
                new ArrayList<Object>(
                        text.codePoints().mapToObj(Character::toString).toList());
            case Escaped escaped -> elements(escaped.text());
            case Undefined ignored -> List.of();
            case Iterable<?> other -> {
                List<Object> all = new ArrayList<>();
                other.forEach(all::add);
                yield all;
            }
            default -> throw new JinjaException("'" + Types.name(value) + "' object is not iterable");
        };
        budget.make(elements.size());
        return elements;
    }

    public boolean areEqual(Object left, Object right) {
        budget.step();
        if (isNumber(left) && isNumber(right)) {
            return left instanceof Double || right instanceof Double
                    ? real(left) == real(right)
                    : whole(left) == whole(right);
        }
        return switch (left) {
            case List<?> list -> right instanceof List<?> other && equalElements(list, other);
            case Tuple tuple -> right instanceof Tuple other && equalElements(tuple.items(), other.items());
            case Map<?, ?> map -> right instanceof Map<?, ?> other && equalEntries(map, other);
            case Escaped escaped -> areEqual(escaped.text(), right);
            case String text -> right instanceof Escaped escaped ? text.equals(escaped.text()) : text.equals(right);
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
            Object other = right.get(entry.getKey());
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
            return left instanceof Double || right instanceof Double
                    ? Double.compare(real(left), real(right))
                    : Long.compare(whole(left), whole(right));
        }
        if (left instanceof String text && right instanceof String other) {
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
                    yield text.contains(escaped.text());
                }
                if (!(element instanceof String part)) {
                    throw new JinjaException("'in' a text needs a text on its left, not " + Types.name(element));
                }
                yield text.contains(part);
            }
            case Escaped escaped -> contains(escaped.text(), element);
            case Map<?, ?> map -> map.containsKey(element);
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
