package dev.attune.lm.methods;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.attune.lm.python.Escaped;
import dev.attune.lm.python.JinjaException;
import dev.attune.lm.python.Shown;
import dev.attune.lm.python.Types;
import dev.attune.lm.python.Undefined;
import dev.attune.lm.python.Values;
import dev.attune.lm.python.Written;

/**
 * How {@code '{:*>+8,.2f}'.format(x)} writes a value: Python's format specification.
 *
 * @param fill one character
 * @param align one of {@code <>^=}, or empty for the type's own
 * @param sign one of {@code +-} and a space, or empty
 * @param grouping a comma or an underscore between thousands, or empty
 * @param precision -1 where none is given
 * @param kind a letter or {@code %}, or empty
 */
record FormatSpec(
        String fill,
        String align,
        String sign,
        boolean alternate,
        int width,
        String grouping,
        int precision,
        String kind) {
    private static final Pattern FORM =
            Pattern.compile("(?s)(?:(.)?([<>=^]))?([-+ ])?(#)?(0)?(\\d{0,6})([,_])?(?:\\.(\\d{1,6}))?([a-zA-Z%])?");

    static FormatSpec of(String written) {
        Matcher parts = FORM.matcher(written);
        if (!parts.matches()) {
            String shown = written.length() > 40 ? written.substring(0, 40) + "…" : written;
            throw new JinjaException("a text to format asks for the unknown form '" + shown + "'");
        }
        boolean zero = parts.group(5) != null;
        String align = parts.group(2);
        return new FormatSpec(
                parts.group(1) != null ? parts.group(1) : zero ? "0" : " ",
                align != null ? align : zero ? "=" : "",
                or(parts.group(3), ""),
                parts.group(4) != null,
                parts.group(6).isEmpty() ? 0 : Integer.parseInt(parts.group(6)),
                or(parts.group(7), ""),
                parts.group(8) == null ? -1 : Integer.parseInt(parts.group(8)),
                or(parts.group(9), ""));
    }

    private static String or(@org.jspecify.annotations.Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }

    /** Writes {@code value} in this form. */
    void write(Object value, Values values, Shown shown, Written out) {
        values.budget().make(Math.max(precision, 0));
        if (Values.isNumber(value) && !(value instanceof Boolean && kind.isEmpty() && isPlain())) {
            number(value, out);
            return;
        }
        boolean text = value instanceof String || value instanceof Escaped || value instanceof Undefined;
        if (!text && !isPlain()) {
            throw new JinjaException("unsupported format given to " + Types.name(value));
        }
        if (!kind.isEmpty() && !kind.equals("s") || align.equals("=") && !fill.equals("0") || !sign.isEmpty()) {
            throw new JinjaException("'" + kind + "' is no format of a " + Types.name(value));
        }
        String whole = shown.text(value);
        int length = whole.codePointCount(0, whole.length());
        String cut = precision < 0 || length <= precision
                ? whole
                : whole.substring(0, whole.offsetByCodePoints(0, precision));
        pad("", cut, align.isEmpty() || align.equals("=") ? "<" : align, out);
    }

    private boolean isPlain() {
        return align.isEmpty() && width == 0 && precision < 0 && sign.isEmpty() && !alternate && grouping.isEmpty();
    }

    private void number(Object value, Written out) {
        boolean real = value instanceof Double || !kind.isEmpty() && "eEfFgG%".contains(kind);
        boolean negative = real ? Values.real(value) < 0 || 1 / Values.real(value) < 0 : Values.whole(value) < 0;
        String digits = real ? real(value) : whole(value);
        String prefix = negative ? "-" : sign.equals("-") ? "" : sign;
        if (alternate && !real && !kind.isEmpty() && "xXob".contains(kind)) {
            prefix += "0" + kind;
        }
        pad(prefix, digits, align.isEmpty() ? ">" : align, out);
    }

    private String real(Object value) {
        double number = Values.real(value);
        if (kind.equals("%")) {
            return NumberText.real(number * 100, 'f', precision < 0 ? 6 : precision, alternate) + "%";
        }
        if (!kind.isEmpty() && !"eEfFgGn".contains(kind)) {
            throw new JinjaException("'" + kind + "' is no format of a float");
        }
        if (kind.isEmpty() && precision < 0) {
            String text = Shown.real(Math.abs(number));
            return text.contains("e") ? text : grouped(text);
        }
        char form = kind.isEmpty() || kind.equals("n") ? 'g' : kind.charAt(0);
        String text = NumberText.real(number, form, precision < 0 ? 6 : precision, alternate);
        boolean bare = kind.isEmpty() && text.chars().allMatch(Character::isDigit);
        return grouped(bare ? text + ".0" : text);
    }

    private String whole(Object value) {
        long number = Values.whole(value);
        String digits = Long.toString(number).replace("-", "");
        if (precision >= 0) {
            throw new JinjaException("a precision is no format of a whole number");
        }
        return switch (kind) {
            case "", "d", "n" -> grouped(digits);
            case "x" -> Long.toString(number, 16).replace("-", "");
            case "X" -> Long.toString(number, 16).replace("-", "").toUpperCase(Locale.ROOT);
            case "o" -> Long.toString(number, 8).replace("-", "");
            case "b" -> Long.toString(number, 2).replace("-", "");
            case "c" -> character(number);
            default -> throw new JinjaException("'" + kind + "' is no format of a whole number");
        };
    }

    static String character(long code) {
        if (code < 0 || code > Character.MAX_CODE_POINT) {
            throw new JinjaException(code + " is no character");
        }
        return Character.toString((int) code);
    }

    private String grouped(String number) {
        int end = 0;
        while (end < number.length() && Character.isDigit(number.charAt(end))) {
            end++;
        }
        if (grouping.isEmpty() || end < 4) {
            return number;
        }
        StringBuilder out = new StringBuilder(number);
        for (int place = end - 3; place > 0; place -= 3) {
            out.insert(place, grouping);
        }
        return out.toString();
    }

    private void pad(String prefix, String body, String side, Written out) {
        int length = prefix.length() + body.codePointCount(0, body.length());
        int missing = Math.max(width - length, 0);
        switch (side) {
            case "<" -> out.add(prefix).add(body).add(fill, missing);
            case "^" -> out.add(fill, missing / 2).add(prefix).add(body).add(fill, missing - missing / 2);
            case "=" -> out.add(prefix).add(fill, missing).add(body);
            default -> out.add(fill, missing).add(prefix).add(body);
        }
    }
}
