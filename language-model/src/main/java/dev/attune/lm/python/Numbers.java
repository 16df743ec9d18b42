package dev.attune.lm.python;

import java.math.BigDecimal;

/** Whole and real numbers beside each other, exactly: a real number cannot hold all whole ones. */
final class Numbers {
    private Numbers() {}

    static boolean areEqual(Object left, Object right) {
        if (left instanceof Double && right instanceof Double) {
            return Values.real(left) == Values.real(right);
        }
        return !isNan(left) && !isNan(right) && compare(left, right) == 0;
    }

    /** Where one is no number at all, they count as equal. */
    static int compare(Object left, Object right) {
        if (left instanceof Double || right instanceof Double) {
            double first = Values.real(left);
            double second = Values.real(right);
            if (first != second || left instanceof Double && right instanceof Double || Math.abs(first) < 1L << 53) {
                return first < second ? -1 : first > second ? 1 : 0;
            }
            return exact(left).compareTo(exact(right));
        }
        return Long.compare(Values.whole(left), Values.whole(right));
    }

    private static boolean isNan(Object number) {
        return number instanceof Double real && Double.isNaN(real);
    }

    private static BigDecimal exact(Object number) {
        return number instanceof Double real ? new BigDecimal(real) : BigDecimal.valueOf(Values.whole(number));
    }
}
