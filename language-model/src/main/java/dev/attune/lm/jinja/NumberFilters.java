package dev.attune.lm.jinja;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Set;

import dev.attune.lm.python.Arguments;
import dev.attune.lm.python.Escaped;
import dev.attune.lm.python.JinjaException;
import dev.attune.lm.python.Shown;
import dev.attune.lm.python.Types;
import dev.attune.lm.python.Undefined;
import dev.attune.lm.python.Values;

/** Filters that make numbers. */
record NumberFilters(Values values, Shown shown) {
    static final Set<String> NAMES = Set.of("int", "float", "round", "abs", "filesizeformat");

    Object apply(String name, Object value, Arguments arguments) {
        return switch (name) {
            case "int" -> integer(value, arguments);
            case "float" -> real(value, arguments);
            case "round" -> rounded(value, arguments);
            case "abs" -> {
                Object number = number(value, "abs");
                yield number instanceof Double real ? (Object) Math.abs(real) : (Object) Math.abs(Values.whole(number));
            }
            default -> fileSize(Values.real(number(value, "filesizeformat")));
        };
    }

    private static Object number(Object value, String filter) {
        if (value instanceof Undefined undefined) {
            throw undefined.used();
        }
        if (!Values.isNumber(value)) {
            throw new JinjaException("the filter " + filter + " needs a number, not " + Types.name(value));
        }
        return value;
    }

    private Object integer(Object value, Arguments arguments) {
        Arguments.Bound given = arguments.bind("int", "default", "base");
        if (value instanceof Undefined undefined) {
            throw undefined.used();
        }
        if (value instanceof Double real && Double.isFinite(real)) {
            return real.longValue();
        }
        if (Values.isNumber(value)) {
            return Values.whole(value);
        }
        if (!(value instanceof String) && !(value instanceof Escaped)) {
            return given.get(0, 0L);
        }
        String text = shown.text(value).strip().replaceAll("(?<=\\w)_(?=\\w)", "");
        int base = given.integer(1, 10);
        try {
            return Long.parseLong(base == 10 ? text : text.replaceFirst("^(?i)([-+]?)0[xob]", "$1"), base);
        } catch (NumberFormatException noInteger) {
            try {
                return (long) Double.parseDouble(text);
            } catch (NumberFormatException noNumber) {
                return given.get(0, 0L);
            }
        }
    }

    private Object real(Object value, Arguments arguments) {
        Arguments.Bound given = arguments.bind("float", "default");
        if (value instanceof Undefined undefined) {
            throw undefined.used();
        }
        if (Values.isNumber(value)) {
            return Values.real(value);
        }
        try {
            return Double.parseDouble(shown.text(value).strip());
        } catch (NumberFormatException noNumber) {
            return given.get(0, 0.0);
        }
    }

    /** {@code common} rounds halves to the even neighbour, as Python does; whole numbers stay whole. */
    private Object rounded(Object value, Arguments arguments) {
        Arguments.Bound given = arguments.bind("round", "precision", "method");
        int precision = Math.clamp(given.integer(0, 0), -300, 300);
        RoundingMode mode = switch (given.text(1, "common")) {
            case "common" -> RoundingMode.HALF_EVEN;
            case "ceil" -> RoundingMode.CEILING;
            case "floor" -> RoundingMode.FLOOR;
            default -> throw new JinjaException("method must be common, ceil or floor");
        };
        Object number = number(value, "round");
        double real = Values.real(number);
        if (!Double.isFinite(real)) {
            return number;
        }
        BigDecimal decimal = new BigDecimal(real).setScale(precision, mode);
        return number instanceof Double || mode != RoundingMode.HALF_EVEN
                ? (Object) decimal.doubleValue()
                : (Object) decimal.longValue();
    }

    private static String fileSize(double bytes) {
        if (bytes == 1) {
            return "1 Byte";
        }
        if (bytes < 1000) {
            return (long) bytes + " Bytes";
        }
        String[] units = {"kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"};
        double size = bytes / 1000;
        int unit = 0;
        while (size >= 1000 && unit < units.length - 1) {
            size /= 1000;
            unit++;
        }
        return new BigDecimal(size).setScale(1, RoundingMode.HALF_EVEN) + " " + units[unit];
    }
}
