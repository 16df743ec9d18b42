package dev.attune.lm.python;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Values as JSON, as Python's {@code json.dumps} writes them.
 *
 * @param indent what a level is moved to the right by; null for one line
 */
public record Json(
        Budget budget,
        boolean asciiOnly,
        @org.jspecify.annotations.Nullable String indent,
        String itemSeparator,
        String keySeparator,
        boolean sorted) {
    public String of(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, 0, out);
        return budget.made(out.toString());
    }

    private void write(Object value, int depth, StringBuilder out) {
        budget.step();
        budget.make(8);
        switch (value) {
            case None ignored -> out.append("null");
            case Boolean truth -> out.append(truth);
            case Long number -> out.append(number);
            case Double number -> out.append(real(number));
            case String text -> string(text, out);
            case Escaped escaped -> string(escaped.text(), out);
            case List<?> list -> array(list, depth, out);
            case Tuple tuple -> array(tuple.items(), depth, out);
            case Map<?, ?> map -> object(map, depth, out);
            default -> throw new JinjaException("a " + Types.name(value) + " cannot be written as JSON");
        }
    }

    private static String real(double number) {
        return Double.isNaN(number)
                ? "NaN"
                : Double.isInfinite(number) ? number > 0 ? "Infinity" : "-Infinity" : Shown.real(number);
    }

    private void array(List<?> elements, int depth, StringBuilder out) {
        out.append('[');
        String before = "";
        for (Object element : elements) {
            out.append(before);
            newLine(depth + 1, out);
            write(element, depth + 1, out);
            before = itemSeparator;
        }
        if (!elements.isEmpty()) {
            newLine(depth, out);
        }
        out.append(']');
    }

    private void object(Map<?, ?> map, int depth, StringBuilder out) {
        out.append('{');
        String before = "";
        List<?> keys = List.copyOf(map.keySet());
        if (sorted) {
            Values values = new Values(budget);
            keys = keys.stream()
                    .sorted((left, right) -> values.compare(left, right, "<"))
                    .toList();
        }
        for (Object key : keys) {
            out.append(before);
            newLine(depth + 1, out);
            string(key(key), out);
            out.append(keySeparator);
            write(Objects.requireNonNull(map.get(key)), depth + 1, out);
            before = itemSeparator;
        }
        if (!map.isEmpty()) {
            newLine(depth, out);
        }
        out.append('}');
    }

    private static String key(Object key) {
        return switch (key) {
            case String text -> text;
            case Long number -> Long.toString(number);
            case Boolean truth -> Boolean.toString(truth);
            case Double number -> real(number);
            case None ignored -> "null";
            default -> throw new JinjaException("a " + Types.name(key) + " cannot be a key in JSON");
        };
    }

    private void newLine(int depth, StringBuilder out) {
        if (indent != null) {
            budget.make((long) depth * indent.length());
            out.append('\n').repeat(indent, depth);
        }
    }

    private void string(String text, StringBuilder out) {
        budget.make(text.length());
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\f' -> out.append("\\f");
                case '\b' -> out.append("\\b");
                default -> {
                    if (character < 0x20 || asciiOnly && character > 0x7E) {
                        String digits = Integer.toHexString(character);
                        out.append("\\u").repeat('0', 4 - digits.length()).append(digits);
                    } else {
                        out.append(character);
                    }
                }
            }
        }
        out.append('"');
    }
}
