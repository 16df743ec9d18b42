package dev.attune.lm.methods;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as C's {@code printf} writes them. */
final class NumberText {
    /** More than any real number has after its point. */
    private static final int MOST_DIGITS = 1100;

    private NumberText() {}

    /**
     * A real number without its sign.
     *
     * @param kind one of {@code eEfFgG}
     * @param alternate whether the zeros at the end of {@code g} stay
     */
    static String real(double number, char kind, int precision, boolean alternate) {
        if (!Double.isFinite(number)) {
            String text = Double.isNaN(number) ? "nan" : "inf";
            return Character.isUpperCase(kind) ? text.toUpperCase(Locale.ROOT) : text;
        }
        BigDecimal decimal = new BigDecimal(Math.abs(number));
        String text = switch (Character.toLowerCase(kind)) {
            case 'f' -> fixed(decimal, precision);
            case 'e' -> scientific(decimal, precision);
            default -> general(decimal, Math.max(precision, 1), alternate);
        };
        return Character.isUpperCase(kind) ? text.toUpperCase(Locale.ROOT) : text;
    }

    private static String fixed(BigDecimal number, int precision) {
        int digits = Math.min(precision, MOST_DIGITS);
        String text = number.setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
        return text + "0".repeat(precision - digits);
    }

    private static String scientific(BigDecimal number, int precision) {
        int exponent = exponent(number, precision);
        String digits = fixed(number.movePointLeft(exponent), precision);
        return digits + "e" + (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }

    /** The power of ten of the first digit, after rounding to {@code precision} digits behind it. */
    private static int exponent(BigDecimal number, int precision) {
        if (number.signum() == 0) {
            return 0;
        }
        int exponent = number.precision() - number.scale() - 1;
        BigDecimal rounded =
                number.movePointLeft(exponent).setScale(Math.min(precision, MOST_DIGITS), RoundingMode.HALF_EVEN);
        return rounded.compareTo(BigDecimal.TEN) >= 0 ? exponent + 1 : exponent;
    }

    private static String general(BigDecimal number, int digits, boolean alternate) {
        int exponent = exponent(number, digits - 1);
        boolean small = exponent >= -4 && exponent < digits;
        String text = small ? fixed(number, digits - 1 - exponent) : scientific(number, digits - 1);
        if (alternate || text.indexOf('.') < 0) {
            return text;
        }
        int end = text.indexOf('e');
        String fraction = end < 0 ? text : text.substring(0, end);
        int kept = fraction.length();
        while (fraction.charAt(kept - 1) == '0') {
            kept--;
        }
        kept -= fraction.charAt(kept - 1) == '.' ? 1 : 0;
        return fraction.substring(0, kept) + (end < 0 ? "" : text.substring(end));
    }
}
