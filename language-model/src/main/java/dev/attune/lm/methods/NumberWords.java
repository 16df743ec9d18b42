package dev.attune.lm.methods;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.attune.lm.python.JinjaException;
import dev.attune.lm.python.PythonText;

/** Texts that Python reads as numbers. */
public final class NumberWords {
    private static final int LONGEST = 400;
    private static final String DIGITS = "\\d(?:_?\\d)*";
    private static final Pattern REAL = Pattern.compile(
            "[-+]?(?:(?:" + DIGITS + ")(?:\\.(?:" + DIGITS + ")?)?|\\." + DIGITS + ")(?:[eE][-+]?" + DIGITS + ")?");
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9a-zA-Z]+(?:_[0-9a-zA-Z]+)*");

    private NumberWords() {}

    /** What {@code float(text)} gives, if it gives anything. */
    public static Optional<Double> real(String text) {
        String stripped = stripped(text);
        String word = stripped.toLowerCase(Locale.ROOT);
        return switch (word.startsWith("-") || word.startsWith("+") ? word.substring(1) : word) {
            case "inf", "infinity" ->
                Optional.of(word.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
            case "nan" -> Optional.of(Double.NaN);
            default ->
                REAL.matcher(stripped).matches()
                        ? Optional.of(Double.parseDouble(stripped.replace("_", "")))
                        : Optional.empty();
        };
    }

    /** What {@code int(text, base)} gives, if it gives anything. */
    public static Optional<Long> whole(String text, int base) {
        String word = stripped(text);
        if (base < 0 || base == 1 || base > 36) {
            return Optional.empty();
        }
        int sign = word.startsWith("-") || word.startsWith("+") ? 1 : 0;
        String start = word.substring(sign, Math.min(word.length(), sign + 2)).toLowerCase(Locale.ROOT);
        int prefixed = switch (start) {
            case "0x" -> 16;
            case "0o" -> 8;
            case "0b" -> 2;
            default -> 0;
        };
        boolean prefix = prefixed != 0 && (base == prefixed || base == 0);
        String digits =
                prefix ? word.substring(0, sign) + word.substring(sign + 2).replaceFirst("^_", "") : word;
        int radix = base != 0 ? base : prefix ? prefixed : 10;
        boolean zeros = base == 0 && !prefix && start.matches("0[0-9_]") && !word.matches("[-+]?[0_]+");
        if (zeros || !WHOLE.matcher(digits).matches()) {
            return Optional.empty();
        }
        try {
            BigInteger number = new BigInteger(digits.replace("_", ""), radix);
            if (number.bitLength() >= Long.SIZE) {
                throw new JinjaException("a number becomes too large");
            }
            return Optional.of(number.longValue());
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }

    private static String stripped(String text) {
        String word = PythonText.strip(text, PythonText::isSpace, true, true);
        if (word.length() > LONGEST) {
            throw new JinjaException("a text of " + word.length() + " characters is read as a number");
        }
        return word;
    }
}
