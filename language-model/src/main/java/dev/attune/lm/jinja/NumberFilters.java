package dev.attune.lm.jinja;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.attune.lm.methods.Arithmetic;
import dev.attune.lm.methods.NumberWords;
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
                yield number instanceof Double real
                        ? (Object) Math.abs(real)
                        : (Object) Values.whole(
                                Values.whole(number) < 0 ? new Arithmetic(values, shown).signed(true, number) : number);
            }
            default -> {
                boolean binary = arguments.bind("filesizeformat", "binary").truth(0, false);
                yield fileSize(real(value, new Arguments(List.of(), Map.of(), values)), binary);
            }
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
        if (value instanceof Double real) {
            return Double.isFinite(real) ? whole(real) : given.get(0, 0L);
        }
        if (Values.isNumber(value)) {
            return Values.whole(value);
        }
        if (!(value instanceof String) && !(value instanceof Escaped)) {
            return given.get(0, 0L);
        }
        String text = shown.text(value);
        int base = given.integer(1, 10);
        Optional<Long> whole = NumberWords.whole(text, base);
        if (whole.isPresent()) {
            return whole.get();
        }
        Optional<Double> real = NumberWords.real(text);
        return real.isPresent() && Double.isFinite(real.get()) ? whole(real.get()) : given.get(0, 0L);
    }

    private static Object whole(double real) {
        if (Math.abs(real) >= 0x1p63) {
            throw new JinjaException("the number " + real + " is too large for a whole number");
        }
        return (long) real;
    }

    private Object real(Object value, Arguments arguments) {
        Arguments.Bound given = arguments.bind("float", "default");
        if (value instanceof Undefined undefined) {
            throw undefined.used();
        }
        if (Values.isNumber(value)) {
            return Values.real(value);
        }
        boolean text = value instanceof String || value instanceof Escaped;
        Optional<Double> real = text ? NumberWords.real(shown.text(value)) : Optional.empty();
        return real.isPresent() ? real.get() : given.get(0, 0.0);
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

    private static String fileSize(Object number, boolean binary) {
        double bytes = Values.real(number);
        int base = binary ? 1024 : 1000;
        if (bytes == 1) {
            return "1 Byte";
        }
        if (bytes < base) {
            return (long) bytes + " Bytes";
        }
        String letters = binary ? "KMGTPEZY" : "kMGTPEZY";
        double size = bytes / base;
        int unit = 0;
        while (size >= base && unit < letters.length() - 1) {
            size /= base;
            unit++;
        }
        return new BigDecimal(size).setScale(1, RoundingMode.HALF_EVEN) + " " + letters.charAt(unit)
                + (binary ? "iB" : "B");
    }
}
