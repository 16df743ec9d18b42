package dev.attune.lm.methods;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.attune.lm.python.Callable;
import dev.attune.lm.python.JinjaException;
import dev.attune.lm.python.Keys;
import dev.attune.lm.python.Shown;
import dev.attune.lm.python.Tuple;
import dev.attune.lm.python.Types;
import dev.attune.lm.python.Undefined;
import dev.attune.lm.python.Values;
import dev.attune.lm.python.Written;

/** Texts with places for values: {@code '%s' % x}. */
final class Percent {
    private final String format;
    private final Object value;
    private final List<Object> each;
    private final Values values;
    private final Shown shown;
    private final Written out;
    private int at;
    private int next;

    private Percent(String format, Object value, Values values, Shown shown) {
        this.format = format;
        this.value = value;
        this.each = value instanceof Tuple tuple ? tuple.items() : List.of(value);
        this.values = values;
        this.shown = shown;
        this.out = new Written(values.budget());
    }

    /** {@code format % value}, the value a tuple, a dictionary or one value. */
    static String format(String format, Object value, Values values, Shown shown) {
        return new Percent(format, value, values, shown).run();
    }

    private String run() {
        while (at < format.length()) {
            int place = format.indexOf('%', at);
            out.add(format, at, place < 0 ? format.length() : place);
            at = place < 0 ? format.length() : place + 1;
            if (place >= 0) {
                place();
            }
        }
        boolean holder = value instanceof Map || value instanceof List || value instanceof Undefined;
        if (next < each.size() && !holder) {
            throw new JinjaException("a text to format has more values than places");
        }
        return out.toString();
    }

    private void place() {
        Object named = named();
        String flags = taken("-+ 0#");
        int width = width();
        int precision = -1;
        if (at < format.length() && format.charAt(at) == '.') {
            at++;
            precision = Math.max(width(), 0);
        }
        taken("lhL");
        if (at >= format.length()) {
            throw new JinjaException("a text to format ends within a place for a value");
        }
        char kind = format.charAt(at++);
        if (kind == '%') {
            out.add('%');
            return;
        }
        boolean left = flags.contains("-") || width < 0;
        write(named == null ? taken() : named, kind, flags, left, Math.abs(width), precision);
    }

    private @org.jspecify.annotations.Nullable Object named() {
        if (at >= format.length() || format.charAt(at) != '(') {
            return null;
        }
        int close = format.indexOf(')', at);
        if (close < 0) {
            throw new JinjaException("a text to format ends within a name");
        }
        String name = format.substring(at + 1, close);
        at = close + 1;
        Object found = value instanceof Map<?, ?> map ? Keys.find(map, name, values.budget()) : null;
        if (found == null) {
            throw new JinjaException("a text to format has no value '" + name + "'");
        }
        return found;
    }

    private String taken(String characters) {
        int from = at;
        while (at < format.length() && characters.indexOf(format.charAt(at)) >= 0) {
            at++;
        }
        return format.substring(from, at);
    }

    private Object taken() {
        if (next >= each.size()) {
            throw new JinjaException("a text to format has more places than values");
        }
        return each.get(next++);
    }

    private int width() {
        if (at < format.length() && format.charAt(at) == '*') {
            at++;
            Object given = taken();
            if (!(given instanceof Long width) || Math.abs(width) > 999_999) {
                throw new JinjaException("a text to format needs a whole number below a million for its '*'");
            }
            return Math.toIntExact(width);
        }
        String digits = taken("0123456789");
        if (digits.length() > 6) {
            throw new JinjaException("a text to format asks for the width '" + digits + "'");
        }
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    private void write(Object given, char kind, String flags, boolean left, int width, int precision) {
        values.budget().make(Math.max(precision, 0));
        boolean number = "diuxXoeEfFgG".indexOf(kind) >= 0;
        String text = number ? number(given, kind, flags, precision) : text(given, kind, precision);
        String sign = "";
        if (number) {
            boolean negative = text.startsWith("-");
            sign = negative ? "-" : flags.contains("+") ? "+" : flags.contains(" ") ? " " : "";
            text = negative ? text.substring(1) : text;
            sign += flags.contains("#") && "xXo".indexOf(kind) >= 0 ? "0" + kind : "";
        }
        int missing = Math.max(width - sign.length() - text.codePointCount(0, text.length()), 0);
        if (left) {
            out.add(sign).add(text).add(" ", missing);
        } else if (number && flags.contains("0")) {
            out.add(sign).add("0", missing).add(text);
        } else {
            out.add(" ", missing).add(sign).add(text);
        }
    }

    private String text(Object given, char kind, int precision) {
        String text = switch (kind) {
            case 's' -> shown.text(given);
            case 'r' -> shown.representation(given);
            case 'a' -> ascii(shown.representation(given));
            case 'c' -> character(given);
            default -> throw new JinjaException("a text to format asks for the unknown kind '" + kind + "'");
        };
        int length = text.codePointCount(0, text.length());
        return precision < 0 || length <= precision || kind == 'c'
                ? text
                : text.substring(0, text.offsetByCodePoints(0, precision));
    }

    private static String character(Object given) {
        if (given instanceof String text && text.codePointCount(0, text.length()) == 1) {
            return text;
        }
        if (given instanceof Long || given instanceof Boolean) {
            return FormatSpec.character(Values.whole(given));
        }
        throw new JinjaException("%c needs a character or its number, not " + Types.name(given));
    }

    static String ascii(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(one -> {
            if (one < 0x80) {
                out.append((char) one);
            } else {
                out.append(Shown.hexadecimal(one));
            }
        });
        return out.toString();
    }

    private static String number(Object given, char kind, String flags, int precision) {
        if (given instanceof Undefined undefined) {
            throw undefined.used();
        }
        if (given instanceof Callable || !Values.isNumber(given)) {
            throw new JinjaException("%" + kind + " needs a number, not " + Types.name(given));
        }
        if ("eEfFgG".indexOf(kind) >= 0) {
            double real = Values.real(given);
            boolean negative = real < 0 || real == 0 && 1 / real < 0;
            String text = NumberText.real(real, kind, precision < 0 ? 6 : precision, flags.contains("#"));
            return negative ? "-" + text : text;
        }
        if (given instanceof Double real && ("diu".indexOf(kind) < 0 || !(Math.abs(real) < 0x1p63))) {
            throw new JinjaException("%" + kind + " needs a whole number of 64 bits, not a float such as " + real);
        }
        long whole = given instanceof Double real ? real.longValue() : Values.whole(given);
        String digits = switch (kind) {
            case 'x' -> Long.toString(whole, 16);
            case 'X' -> Long.toString(whole, 16).toUpperCase(Locale.ROOT);
            case 'o' -> Long.toString(whole, 8);
            default -> Long.toString(whole);
        };
        int sign = digits.startsWith("-") ? 1 : 0;
        int missing = Math.max(precision - digits.length() + sign, 0);
        return digits.substring(0, sign) + "0".repeat(missing) + digits.substring(sign);
    }
}
