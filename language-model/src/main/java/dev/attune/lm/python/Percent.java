package dev.attune.lm.python;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Texts with places for values: {@code '%s' % x} and {@code '{}'.format(x)}. */
final class Percent {
    private Percent() {}

    /** {@code format % value}, the value a tuple, a dictionary or one value. */
    static String format(String format, Object value, Values values, Shown shown) {
        List<Object> each = value instanceof Tuple tuple ? tuple.items() : List.of(value);
        StringBuilder out = new StringBuilder();
        int next = 0;
        int at = 0;
        while (at < format.length()) {
            char character = format.charAt(at++);
            if (character != '%') {
                out.append(character);
                continue;
            }
            Object named = null;
            if (at < format.length() && format.charAt(at) == '(' && format.indexOf(')', at) > 0) {
                int close = format.indexOf(')', at);
                String name = format.substring(at + 1, close);
                named = value instanceof Map<?, ?> map ? map.get(name) : null;
                if (named == null) {
                    throw new JinjaException("a text to format has no value '" + name + "'");
                }
                at = close + 1;
            }
            int from = at;
            while (at < format.length() && "-+ 0#.123456789".indexOf(format.charAt(at)) >= 0) {
                at++;
            }
            if (at >= format.length()) {
                throw new JinjaException("a text to format ends within a place for a value");
            }
            char kind = format.charAt(at++);
            if (kind == '%') {
                out.append('%');
                continue;
            }
            if (named == null && next >= each.size()) {
                throw new JinjaException("a text to format has more places than values");
            }
            Object taken = named == null ? each.get(next++) : named;
            out.append(one(Spec.of(format.substring(from, at - 1), false, false), kind, taken, values, shown));
        }
        if (next < each.size() && !(value instanceof Map)) {
            throw new JinjaException("a text to format has more values than places");
        }
        return values.budget().made(out.toString());
    }

    /** {@code format.format(...)}. */
    static String braces(String format, Arguments arguments, Shown shown) {
        StringBuilder out = new StringBuilder();
        int next = 0;
        boolean numbered = false;
        int at = 0;
        while (at < format.length()) {
            char character = format.charAt(at++);
            if ("{}".indexOf(character) >= 0 && at < format.length() && format.charAt(at) == character) {
                out.append(character);
                at++;
            } else if (character == '{') {
                int close = format.indexOf('}', at);
                if (close < 0) {
                    throw new JinjaException("a text to format has a brace without an end");
                }
                String field = format.substring(at, close);
                int colon = field.indexOf(':');
                String name = colon < 0 ? field : field.substring(0, colon);
                numbered |= !name.isEmpty() && Character.isDigit(name.charAt(0));
                if (numbered && name.isEmpty() || numbered && next > 0) {
                    throw new JinjaException("a text to format counts its places in two ways");
                }
                Object value = value(name.isEmpty() ? Integer.toString(next++) : name, arguments);
                out.append(field(colon < 0 ? "" : field.substring(colon + 1), value, arguments.values(), shown));
                at = close + 1;
            } else if (character == '}') {
                throw new JinjaException("a text to format has a brace without a beginning");
            } else {
                out.append(character);
            }
        }
        return arguments.values().budget().made(out.toString());
    }

    private static Object value(String name, Arguments arguments) {
        if (name.codePoints().allMatch(Character::isDigit)) {
            int place = name.length() > 4 ? Integer.MAX_VALUE : Integer.parseInt(name);
            if (place >= arguments.places().size()) {
                throw new JinjaException("a text to format has more places than values");
            }
            return arguments.places().get(place);
        }
        Object value = arguments.names().get(name);
        if (value == null) {
            throw new JinjaException("a text to format has no value '" + name + "'");
        }
        return value;
    }

    private static String field(String written, Object value, Values values, Shown shown) {
        boolean typed = !written.isEmpty() && "sdxXofFeEgG".indexOf(written.charAt(written.length() - 1)) >= 0;
        char kind = typed ? written.charAt(written.length() - 1) : value instanceof Long ? 'd' : 's';
        Spec spec = Spec.of(typed ? written.substring(0, written.length() - 1) : written, true, kind != 's');
        return one(spec, kind, value, values, shown);
    }

    /** How a value is set: {@code -} left, {@code +} with a sign, {@code 0} filled with zeros. */
    private record Spec(
            boolean left, boolean center, boolean plus, boolean zeros, char fill, int width, int precision) {
        static Spec of(String written, boolean braces, boolean number) {
            int at = 0;
            boolean left = false;
            boolean center = false;
            boolean right = false;
            boolean plus = false;
            boolean zeros = false;
            char fill = ' ';
            if (braces && written.length() > 1 && "<>^".indexOf(written.charAt(1)) >= 0) {
                fill = written.charAt(at++);
            }
            for (; at < written.length() && "-+ 0#<>^".indexOf(written.charAt(at)) >= 0; at++) {
                char flag = written.charAt(at);
                left |= flag == '<' || flag == '-' && !braces;
                right |= flag == '>';
                center |= flag == '^';
                plus |= flag == '+';
                zeros |= flag == '0';
            }
            int dot = written.indexOf('.', at);
            String width = dot < 0 ? written.substring(at) : written.substring(at, dot);
            return new Spec(
                    left || braces && !number && !right && !center,
                    center,
                    plus,
                    zeros,
                    fill,
                    number(width, 0),
                    dot < 0 ? -1 : number(written.substring(dot + 1), 0));
        }

        private static int number(String digits, int otherwise) {
            if (digits.isEmpty()) {
                return otherwise;
            }
            if (digits.length() > 6 || !digits.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
                throw new JinjaException("a text to format asks for the width '" + digits + "'");
            }
            return Integer.parseInt(digits);
        }
    }

    private static String one(Spec spec, char kind, Object value, Values values, Shown shown) {
        values.budget().make(Math.max(spec.width(), spec.precision()));
        boolean isNumber = "dixXofFeEgG".indexOf(kind) >= 0;
        String text = switch (kind) {
            case 's' -> cut(shown.text(value), spec.precision());
            case 'r', 'a' -> cut(shown.representation(value), spec.precision());
            case 'd', 'i', 'u' -> Long.toString(whole(value, kind));
            case 'x' -> Long.toString(whole(value, kind), 16);
            case 'X' -> Long.toString(whole(value, kind), 16).toUpperCase(Locale.ROOT);
            case 'o' -> Long.toString(whole(value, kind), 8);
            case 'f', 'F' -> fixed(value, kind, spec.precision() < 0 ? 6 : spec.precision());
            default -> throw new JinjaException("a text to format asks for the unknown kind '" + kind + "'");
        };
        if (isNumber && spec.plus() && !text.startsWith("-")) {
            text = "+" + text;
        }
        int missing = spec.width() - text.codePointCount(0, text.length());
        if (missing <= 0) {
            return text;
        }
        if (isNumber && spec.zeros() && !spec.left()) {
            int sign = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
            return text.substring(0, sign) + "0".repeat(missing) + text.substring(sign);
        }
        if (spec.center()) {
            String before = String.valueOf(spec.fill()).repeat(missing / 2);
            return before + text + String.valueOf(spec.fill()).repeat(missing - missing / 2);
        }
        String filling = String.valueOf(spec.fill()).repeat(missing);
        return spec.left() ? text + filling : filling + text;
    }

    private static String cut(String text, int precision) {
        return precision < 0 || text.codePointCount(0, text.length()) <= precision
                ? text
                : text.substring(0, text.offsetByCodePoints(0, precision));
    }

    private static long whole(Object value, char kind) {
        if (value instanceof Double real && (kind == 'd' || kind == 'i')) {
            return real.longValue();
        }
        if (!Values.isNumber(value) || value instanceof Double) {
            throw new JinjaException("%" + kind + " needs a number, not " + Types.name(value));
        }
        return Values.whole(value);
    }

    private static String fixed(Object value, char kind, int precision) {
        if (!Values.isNumber(value)) {
            throw new JinjaException("%" + kind + " needs a number, not " + Types.name(value));
        }
        double real = Values.real(value);
        return Double.isFinite(real)
                ? new BigDecimal(real)
                        .setScale(precision, RoundingMode.HALF_EVEN)
                        .toPlainString()
                : Shown.real(real);
    }
}
