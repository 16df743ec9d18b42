package dev.attune.lm.methods;

import java.util.ArrayList;
import java.util.List;

import dev.attune.lm.python.Escaped;
import dev.attune.lm.python.JinjaException;
import dev.attune.lm.python.Shown;
import dev.attune.lm.python.Tuple;
import dev.attune.lm.python.Types;
import dev.attune.lm.python.Undefined;
import dev.attune.lm.python.Values;

/** Operators between values. */
public record Arithmetic(Values values, Shown shown) {
    public Object apply(String operator, Object left, Object right) {
        if (left instanceof Undefined undefined) {
            throw undefined.used();
        }
        if (right instanceof Undefined undefined) {
            throw undefined.used();
        }
        if (left instanceof Escaped escaped) {
            return apply(operator, escaped.text(), right);
        }
        if (right instanceof Escaped escaped) {
            return apply(operator, left, escaped.text());
        }
        if (operator.equals("%") && left instanceof String format) {
            return Percent.format(format, right, values, shown);
        }
        if (Values.isNumber(left) && Values.isNumber(right)) {
            try {
                return left instanceof Double || right instanceof Double
                        ? reals(operator, Values.real(left), Values.real(right))
                        : wholes(operator, Values.whole(left), Values.whole(right));
            } catch (ArithmeticException large) {
                throw new JinjaException("a number becomes too large", large);
            }
        }
        if (operator.equals("+")) {
            if (left instanceof String text && right instanceof String more) {
                values.budget().make((long) text.length() + more.length());
                return text + more;
            }
            if (left instanceof List<?> list && right instanceof List<?> more) {
                return joined(list, more);
            }
            if (left instanceof Tuple tuple && right instanceof Tuple more) {
                return new Tuple(joined(tuple.items(), more.items()));
            }
        }
        if (operator.equals("*") && right instanceof Long times) {
            return repeated(left, times, right);
        }
        if (operator.equals("*") && left instanceof Long times) {
            return repeated(right, times, left);
        }
        throw unsupported(operator, left, right);
    }

    private List<Object> joined(List<?> left, List<?> right) {
        values.budget().hold((long) left.size() + right.size());
        List<Object> all = new ArrayList<>(left);
        all.addAll(right);
        return all;
    }

    private Object repeated(Object value, long times, Object other) {
        int count = Math.clamp(times, 0, Integer.MAX_VALUE);
        if (value instanceof String text) {
            values.budget().make((long) text.length() * count);
            return text.repeat(count);
        }
        List<?> elements =
                value instanceof List<?> list ? list : value instanceof Tuple tuple ? tuple.items() : List.of();
        if (!(value instanceof List) && !(value instanceof Tuple)) {
            throw unsupported("*", value, other);
        }
        values.budget().hold((long) elements.size() * count);
        if (elements.isEmpty()) {
            return value instanceof Tuple ? new Tuple(List.of()) : new ArrayList<Object>();
        }
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.addAll(elements);
        }
        return value instanceof Tuple ? new Tuple(all) : all;
    }

    private static Object wholes(String operator, long left, long right) {
        return switch (operator) {
            case "+" -> Math.addExact(left, right);
            case "-" -> Math.subtractExact(left, right);
            case "*" -> Math.multiplyExact(left, right);
            case "/" -> {
                refuseZero((double) right);
                yield (double) left / right;
            }
            case "//" -> {
                refuseZero((double) right);
                yield Math.floorDivExact(left, right);
            }
            case "%" -> {
                refuseZero((double) right);
                yield Math.floorMod(left, right);
            }
            default -> right < 0 ? (Object) reals("**", (double) left, (double) right) : (Object) power(left, right);
        };
    }

    private static long power(long base, long exponent) {
        if (base == 0 || base == 1 || base == -1) {
            return exponent == 0 ? 1 : base == -1 && exponent % 2 == 0 ? 1 : base;
        }
        long power = 1;
        for (long i = 0; i < exponent; i++) {
            power = Math.multiplyExact(power, base);
        }
        return power;
    }

    private static double reals(String operator, double left, double right) {
        return switch (operator) {
            case "+" -> left + right;
            case "-" -> left - right;
            case "*" -> left * right;
            case "/" -> {
                refuseZero(right);
                yield left / right;
            }
            case "//" -> {
                refuseZero(right);
                yield Math.floor(left / right);
            }
            case "%" -> {
                refuseZero(right);
                double rest = left % right;
                yield rest == 0 ? Math.copySign(0.0, right) : rest < 0 != right < 0 ? rest + right : rest;
            }
            default -> {
                if (left == 0 && right < 0) {
                    throw new JinjaException("0 cannot be raised to a negative power");
                }
                yield Math.pow(left, right);
            }
        };
    }

    private static void refuseZero(double divisor) {
        if (divisor == 0) {
            throw new JinjaException("division by zero");
        }
    }

    /** {@code +value} or {@code -value}. */
    public Object signed(boolean negative, Object value) {
        if (value instanceof Undefined undefined) {
            throw undefined.used();
        }
        if (value instanceof Double number) {
            return negative ? -number : number;
        }
        if (!Values.isNumber(value)) {
            throw new JinjaException("a sign stands before a " + Types.name(value));
        }
        if (negative && Values.whole(value) == Long.MIN_VALUE) {
            throw new JinjaException("a number becomes too large");
        }
        return negative ? -Values.whole(value) : Values.whole(value);
    }

    private static JinjaException unsupported(String operator, Object left, Object right) {
        return new JinjaException("'" + operator + "' is not supported between '" + Types.name(left) + "' and '"
                + Types.name(right) + "'");
    }
}
