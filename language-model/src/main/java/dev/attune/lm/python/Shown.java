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
        Written written = new Written(budget);
        write(value, written);
        return written.toString();
    }

    private void write(Object value, Written out) {
        budget.step();
        switch (value) {
            case String text -> quote(text, out);
            case Escaped escaped -> {
                out.add("Markup(");
                quote(escaped.text(), out);
                out.add(")");
            }
            case Long number -> out.add(Long.toString(number));
            case Double number -> out.add(real(number));
            case Boolean truth -> out.add(truth ? "True" : "False");
            case None ignored -> out.add("None");
            case List<?> list -> sequence(list, "[", "]", out);
            case Tuple tuple -> sequence(tuple.items(), "(", tuple.items().size() == 1 ? ",)" : ")", out);
            case Map<?, ?> map -> dictionary(map, out);
            case Namespace namespace -> {
                out.add("<Namespace ");
                dictionary(namespace.values(), out);
                out.add(">");
            }
            case Undefined ignored -> out.add("Undefined");
            case View view -> {
                out.add(view.type()).add(view.shown() == null ? "([" : "(");
                if (view.shown() == null) {
                    sequence(view.elements(), "", "])", out);
                } else {
                    out.add(view.shown()).add(")");
                }
            }
            case JinjaObject own when own.plain() != own -> write(own.plain(), out);
            default -> out.add("<").add(Types.name(value)).add(">");
        }
    }

    private void sequence(List<?> elements, String open, String close, Written out) {
        out.add(open);
        for (Iterator<?> each = elements.iterator(); each.hasNext(); ) {
            write(each.next(), out);
            out.add(each.hasNext() ? ", " : "");
        }
        out.add(close);
    }

    private void dictionary(Map<?, ?> map, Written out) {
        out.add("{");
        String before = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.add(before);
            write(entry.getKey(), out);
            out.add(": ");
            write(entry.getValue(), out);
            before = ", ";
        }
        out.add("}");
    }

    private static void quote(String text, Written out) {
        int quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        out.add(quote);
        text.codePoints().forEach(character -> {
            switch (character) {
                case '\\' -> out.add("\\\\");
                case '\n' -> out.add("\\n");
                case '\r' -> out.add("\\r");
                case '\t' -> out.add("\\t");
                default -> {
                    if (character == quote) {
                        out.add('\\').add(quote);
                    } else if (isPrintable(character)) {
                        out.add(character);
                    } else {
                        out.add(hexadecimal(character));
                    }
                }
            }
        });
        out.add(quote);
    }

    /** A character as an escape of a Python string. */
    public static String hexadecimal(int character) {
        String digits = Integer.toHexString(character);
        int width = character < 0x100 ? 2 : character < 0x10000 ? 4 : 8;
        String kind = width == 2 ? "\\x" : width == 4 ? "\\u" : "\\U";
        return kind + "0".repeat(width - digits.length()) + digits;
    }

    public static boolean isPrintable(int character) {
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
