package dev.attune.lm.python;

import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Values as text: Python's {@code str} and {@code repr}. */
public record Shown(Budget budget) {
    /** What printing writes. */
    public String text(Object value) {
        return switch (value) {
            case String text -> text;
            case Escaped escaped -> escaped.text();
            case Undefined ignored -> "";
            default -> representation(value);
        };
    }

    /** As it would stand in a program. */
    public String representation(Object value) {
        StringBuilder written = new StringBuilder();
        write(value, written);
        return budget.made(written.toString());
    }

    private void write(Object value, StringBuilder out) {
        budget.step();
        budget.make(8);
        switch (value) {
            case String text -> quote(text, out);
            case Escaped escaped -> {
                out.append("Markup(");
                quote(escaped.text(), out);
                out.append(')');
            }
            case Long number -> out.append(number);
            case Double number -> out.append(real(number));
            case Boolean truth -> out.append(truth ? "True" : "False");
            case None ignored -> out.append("None");
            case List<?> list -> sequence(list, "[", "]", out);
            case Tuple tuple -> sequence(tuple.items(), "(", tuple.items().size() == 1 ? ",)" : ")", out);
            case Map<?, ?> map -> dictionary(map, out);
            case Namespace namespace -> {
                out.append("<Namespace ");
                dictionary(namespace.values(), out);
                out.append('>');
            }
            default -> out.append('<').append(Types.name(value)).append('>');
        }
    }

    private void sequence(List<?> elements, String open, String close, StringBuilder out) {
        out.append(open);
        for (Iterator<?> each = elements.iterator(); each.hasNext(); ) {
            write(each.next(), out);
            out.append(each.hasNext() ? ", " : "");
        }
        out.append(close);
    }

    private void dictionary(Map<?, ?> map, StringBuilder out) {
        out.append('{');
        String before = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(before);
            write(entry.getKey(), out);
            out.append(": ");
            write(entry.getValue(), out);
            before = ", ";
        }
        out.append('}');
    }

    private void quote(String text, StringBuilder out) {
        budget.make(text.length());
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        out.append(quote);
        text.codePoints().forEach(character -> {
            switch (character) {
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (character == quote) {
                        out.append('\\').append(quote);
                    } else if (isPrintable(character)) {
                        out.appendCodePoint(character);
                    } else {
                        out.append(character < 0x100 ? "\\x%02x" : character < 0x10000 ? "\\u%04x" : "\\U%08x");
                        int from = out.lastIndexOf("%0");
                        out.replace(from, out.length(), hexadecimal(character));
                    }
                }
            }
        });
        out.append(quote);
    }

    private static String hexadecimal(int character) {
        String digits = Integer.toHexString(character);
        int width = character < 0x100 ? 2 : character < 0x10000 ? 4 : 8;
        return "0".repeat(width - digits.length()) + digits;
    }

    private static boolean isPrintable(int character) {
        if (character == ' ') {
            return true;
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** A float: the fewest digits that say which, with an exponent only where it is small or large. */
    public static String real(double number) {
        if (Double.isNaN(number)) {
            return "nan";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "inf" : "-inf";
        }
        if (number == 0) {
            return 1 / number < 0 ? "-0.0" : "0.0";
        }
        BigDecimal decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        int exponent = decimal.precision() - decimal.scale() - 1;
        if (exponent >= -4 && exponent < 16) {
            String plain = decimal.toPlainString();
            return plain.indexOf('.') < 0 ? plain + ".0" : plain;
        }
        String digits = decimal.unscaledValue().abs().toString();
        String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
        String size = Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : Integer.toString(Math.abs(exponent));
        return (number < 0 ? "-" : "") + digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + size;
    }
}
