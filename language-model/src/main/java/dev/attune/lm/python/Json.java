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
        Written out = new Written(budget);
        write(value, 0, out);
        return out.toString();
    }

    private void write(Object value, int depth, Written out) {
        budget.step();
        switch (value) {
            case None ignored -> out.add("null");
            case Boolean truth -> out.add(truth ? "true" : "false");
            case Long number -> out.add(Long.toString(number));
            case Double number -> out.add(real(number));
            case String text -> string(text, out);
            case Escaped escaped -> string(escaped.text(), out);
            case List<?> list -> array(list, depth, out);
            case Tuple tuple -> array(tuple.items(), depth, out);
            case JinjaObject own when own.plain() != own -> write(own.plain(), depth, out);
            case Map<?, ?> map -> object(map, depth, out);
            default -> throw new JinjaException("a " + Types.name(value) + " cannot be written as JSON");
        }
    }

    private static String real(double number) {
        return Double.isNaN(number)
                ? "NaN"
                : Double.isInfinite(number) ? number > 0 ? "Infinity" : "-Infinity" : Shown.real(number);
    }

    private void array(List<?> elements, int depth, Written out) {
        out.add('[');
        String before = "";
        for (Object element : elements) {
            out.add(before);
            newLine(depth + 1, out);
            write(element, depth + 1, out);
            before = itemSeparator;
        }
        if (!elements.isEmpty()) {
            newLine(depth, out);
        }
        out.add(']');
    }

    private void object(Map<?, ?> map, int depth, Written out) {
        out.add('{');
        String before = "";
        List<?> keys = List.copyOf(map.keySet());
        if (sorted) {
            Values values = new Values(budget);
            keys = keys.stream()
                    .sorted((left, right) -> values.compare(left, right, "<"))
                    .toList();
        }
        for (Object key : keys) {
            out.add(before);
            newLine(depth + 1, out);
            string(key(key), out);
            out.add(keySeparator);
            write(Objects.requireNonNull(map.get(key)), depth + 1, out);
            before = itemSeparator;
        }
        if (!map.isEmpty()) {
            newLine(depth, out);
        }
        out.add('}');
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

    private void newLine(int depth, Written out) {
        if (indent != null) {
            out.add('\n').add(indent, depth);
        }
    }

    private void string(String text, Written out) {
        out.add('"');
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '"' -> out.add("\\\"");
                case '\\' -> out.add("\\\\");
                case '\n' -> out.add("\\n");
                case '\r' -> out.add("\\r");
                case '\t' -> out.add("\\t");
                case '\f' -> out.add("\\f");
                case '\b' -> out.add("\\b");
                default -> {
                    if (character < 0x20 || asciiOnly && character > 0x7E) {
                        String digits = Integer.toHexString(character);
                        out.add("\\u").add("0", 4 - digits.length()).add(digits);
                    } else {
                        out.add(character);
                    }
                }
            }
        }
        out.add('"');
    }
}
