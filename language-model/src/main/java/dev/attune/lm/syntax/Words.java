package dev.attune.lm.syntax;

import java.util.List;
import java.util.Locale;

import dev.attune.lm.python.JinjaException;
import dev.attune.lm.syntax.Token.Kind;

/** The words inside a tag: names, numbers, strings and operators. */
final class Words {
    private static final List<String> LONG_OPERATORS = List.of("//", "**", "==", "!=", ">=", "<=");
    private static final String OPERATORS = "+-/*%~[](){}><=.:|,;";

    private final String source;
    private int end;

    Words(String source) {
        this.source = source;
    }

    /** The word at {@code start}, which is no white space. */
    Token at(int start, int line) {
        int first = source.codePointAt(start);
        if (first == '\'' || first == '"') {
            return string(start, line);
        }
        if (isDigit(first)) {
            return number(start, line);
        }
        if (first == '_' || Character.isLetterOrDigit(first)) {
            end = start;
            while (end < source.length() && isWord(source.codePointAt(end))) {
                end += Character.charCount(source.codePointAt(end));
            }
            return new Token(Kind.NAME, source.substring(start, end), line);
        }
        for (String operator : LONG_OPERATORS) {
            if (source.startsWith(operator, start)) {
                end = start + operator.length();
                return new Token(Kind.OPERATOR, operator, line);
            }
        }
        if (OPERATORS.indexOf(first) < 0) {
            throw new JinjaException("unexpected character '" + Character.toString(first) + "' (line " + line + ")");
        }
        end = start + 1;
        return new Token(Kind.OPERATOR, source.substring(start, end), line);
    }

    /** Where the word that {@link #at} gave ends. */
    int end() {
        return end;
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    private static boolean isWord(int character) {
        return character == '_'
                || Character.isLetterOrDigit(character)
                || Character.getType(character) == Character.NON_SPACING_MARK;
    }

    private Token number(int start, int line) {
        int radix = source.charAt(start) == '0' && start + 1 < source.length()
                ? switch (Character.toLowerCase(source.charAt(start + 1))) {
                    case 'x' -> 16;
                    case 'o' -> 8;
                    case 'b' -> 2;
                    default -> 10;
                }
                : 10;
        if (radix != 10 && start + 2 < source.length() && Character.digit(source.charAt(start + 2), radix) >= 0) {
            end = digits(start + 2, radix);
            String digits = source.substring(start + 2, end).replace("_", "");
            return integer(digits, radix, line);
        }
        end = digits(start, 10);
        boolean real = false;
        // after a dot a number is an index, as in a.0.1
        boolean index = start > 0 && source.charAt(start - 1) == '.';
        if (!index && end + 1 < source.length() && source.charAt(end) == '.' && isDigit(source.charAt(end + 1))) {
            end = digits(end + 1, 10);
            real = true;
        }
        if (!index && end < source.length() && Character.toLowerCase(source.charAt(end)) == 'e') {
            int digits = end + 1;
            if (digits < source.length() && "+-".indexOf(source.charAt(digits)) >= 0) {
                digits++;
            }
            if (digits < source.length() && isDigit(source.charAt(digits))) {
                end = digits(digits, 10);
                real = true;
            }
        }
        String text = source.substring(start, end).replace("_", "").toLowerCase(Locale.ROOT);
        return real ? new Token(Kind.FLOAT, text, line) : integer(text, 10, line);
    }

    private static Token integer(String digits, int radix, int line) {
        try {
            return new Token(Kind.INTEGER, Long.toString(Long.parseLong(digits, radix)), line);
        } catch (NumberFormatException tooLarge) {
            throw new JinjaException("the number " + digits + " is too large (line " + line + ")", tooLarge);
        }
    }

    private int digits(int from, int radix) {
        int place = from;
        while (place < source.length()
                && (Character.digit(source.charAt(place), radix) >= 0 && source.charAt(place) < 0x80
                        || source.charAt(place) == '_'
                                && place + 1 < source.length()
                                && Character.digit(source.charAt(place + 1), radix) >= 0)) {
            place++;
        }
        return place;
    }

    private Token string(int start, int line) {
        char quote = source.charAt(start);
        StringBuilder value = new StringBuilder();
        int place = start + 1;
        while (place < source.length() && source.charAt(place) != quote) {
            if (source.charAt(place) == '\\' && place + 1 < source.length()) {
                place = escape(place + 1, value, line);
            } else {
                value.append(source.charAt(place++));
            }
        }
        if (place >= source.length()) {
            throw new JinjaException("a string has no end (line " + line + ")");
        }
        end = place + 1;
        return new Token(Kind.STRING, value.toString(), line);
    }

    /** Appends what an escape means, as Python's {@code unicode-escape}; gives the place after it. */
    private int escape(int place, StringBuilder value, int line) {
        char character = source.charAt(place);
        int plain = "ntrabfv\\'\"".indexOf(character);
        if (plain >= 0) {
            value.append("\n\t\r\u0007\b\f\u000b\\'\"".charAt(plain));
            return place + 1;
        }
        return switch (character) {
            case '\n' -> place + 1;
            case 'x' -> code(place + 1, 2, value, line);
            case 'u' -> code(place + 1, 4, value, line);
            case 'U' -> code(place + 1, 8, value, line);
            default -> octal(place, value);
        };
    }

    private int octal(int place, StringBuilder value) {
        int to = place;
        while (to < source.length() && to < place + 3 && Character.digit(source.charAt(to), 8) >= 0) {
            to++;
        }
        if (to > place) {
            value.appendCodePoint(Integer.parseInt(source.substring(place, to), 8));
            return to;
        }
        value.append('\\').append(source.charAt(place));
        return place + 1;
    }

    private int code(int from, int length, StringBuilder value, int line) {
        try {
            value.appendCodePoint(Integer.parseInt(source.substring(from, from + length), 16));
            return from + length;
        } catch (IllegalArgumentException | IndexOutOfBoundsException wrong) {
            throw new JinjaException("a string has an escape that is no character (line " + line + ")", wrong);
        }
    }
}
