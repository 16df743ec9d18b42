package dev.attune.lm.jinja;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.attune.lm.methods.Arithmetic;
import dev.attune.lm.methods.Letters;
import dev.attune.lm.python.Arguments;
import dev.attune.lm.python.Callable;
import dev.attune.lm.python.Escaped;
import dev.attune.lm.python.JinjaException;
import dev.attune.lm.python.None;
import dev.attune.lm.python.Shown;
import dev.attune.lm.python.Tuple;
import dev.attune.lm.python.Undefined;
import dev.attune.lm.python.Values;
import dev.attune.lm.python.View;

/** Jinja's tests: {@code x is defined}. */
record Tests(Values values) {
    private static final Set<String> NAMES = Set.of(
            "odd",
            "even",
            "divisibleby",
            "defined",
            "undefined",
            "filter",
            "test",
            "none",
            "boolean",
            "false",
            "true",
            "integer",
            "float",
            "lower",
            "upper",
            "string",
            "mapping",
            "number",
            "sequence",
            "iterable",
            "callable",
            "sameas",
            "escaped",
            "in",
            "==",
            "eq",
            "equalto",
            "!=",
            "ne",
            ">",
            "gt",
            "greaterthan",
            "ge",
            ">=",
            "<",
            "lt",
            "lessthan",
            "<=",
            "le");

    static boolean exists(String name) {
        return NAMES.contains(name);
    }

    boolean holds(String name, Object value, Arguments arguments) {
        return switch (name) {
            case "defined" -> !(value instanceof Undefined);
            case "undefined" -> value instanceof Undefined;
            case "none" -> value == None.NONE;
            case "true" -> value.equals(true);
            case "false" -> value.equals(false);
            case "boolean" -> value instanceof Boolean;
            case "integer" -> value instanceof Long;
            case "float" -> value instanceof Double;
            case "number" -> Values.isNumber(value);
            case "string" -> value instanceof String || value instanceof Escaped;
            case "escaped" -> value instanceof Escaped;
            case "mapping" -> value instanceof Map;
            case "iterable" -> values.isIterable(value);
            case "callable" -> value instanceof Callable || value instanceof Undefined;
            case "sequence" ->
                value instanceof List
                        || value instanceof Tuple
                        || value instanceof String
                        || value instanceof Map
                        || value instanceof Undefined
                        || value instanceof Group
                        || value instanceof View view && view.isRange()
                        || value instanceof Escaped;
            case "lower", "upper" -> Letters.isOneCase(new Shown(values.budget()).text(value), name.equals("upper"));
            case "odd" -> remainder(value, 2L) == 1;
            case "even" -> remainder(value, 2L) == 0;
            case "divisibleby" -> remainder(value, argument(name, arguments)) == 0;
            case "filter" -> value instanceof String filter && Filters.exists(filter);
            case "test" -> value instanceof String test && exists(test);
            case "sameas" -> isSame(value, argument(name, arguments));
            case "in" -> values.contains(argument(name, arguments), value);
            case "==", "eq", "equalto" -> values.areEqual(value, argument(name, arguments));
            case "!=", "ne" -> !values.areEqual(value, argument(name, arguments));
            case ">", "gt", "greaterthan" -> values.compare(value, argument(name, arguments), ">") > 0;
            case ">=", "ge" -> values.compare(value, argument(name, arguments), ">=") >= 0;
            case "<", "lt", "lessthan" -> values.compare(value, argument(name, arguments), "<") < 0;
            case "<=", "le" -> values.compare(value, argument(name, arguments), "<=") <= 0;
            default -> throw new JinjaException("there is no test named '" + name.toLowerCase(Locale.ROOT) + "'");
        };
    }

    private static Object argument(String name, Arguments arguments) {
        return arguments.bind("the test " + name, "other").get(0);
    }

    private double remainder(Object value, Object divisor) {
        Object rest = new Arithmetic(values, new Shown(values.budget())).apply("%", value, divisor);
        return Values.isNumber(rest) ? Values.real(rest) : Double.NaN;
    }

    private static boolean isSame(Object left, Object right) {
        boolean immutable =
                left instanceof Long || left instanceof Boolean || left instanceof Double || left instanceof String;
        return immutable ? left.equals(right) : left == right;
    }
}
