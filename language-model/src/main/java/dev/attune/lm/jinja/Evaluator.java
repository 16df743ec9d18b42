package dev.attune.lm.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.attune.lm.methods.Arithmetic;
import dev.attune.lm.python.Arguments;
import dev.attune.lm.python.Callable;
import dev.attune.lm.python.JinjaException;
import dev.attune.lm.python.Keys;
import dev.attune.lm.python.None;
import dev.attune.lm.python.Shown;
import dev.attune.lm.python.Tuple;
import dev.attune.lm.python.Types;
import dev.attune.lm.python.Undefined;
import dev.attune.lm.python.Values;
import dev.attune.lm.python.Written;
import dev.attune.lm.syntax.Expression;

/** Values of expressions. */
final class Evaluator {
    /** The variable that holds the text of a block to filter; no template can name it. */
    static final String BLOCK_TEXT = "(block)";

    private final Values values;
    private final Shown shown;
    private final Globals globals;
    private final Arithmetic arithmetic;
    private final Attributes attributes;
    private final Filters filters;
    private final Tests tests;

    Evaluator(Values values, Shown shown, Globals globals) {
        this.values = values;
        this.shown = shown;
        this.globals = globals;
        this.arithmetic = new Arithmetic(values, shown);
        this.attributes = new Attributes(values);
        this.tests = new Tests(values);
        this.filters = new Filters(values, shown, attributes, tests);
    }

    Object value(Expression expression, Scope scope) {
        values.budget().enter();
        Object value = evaluated(expression, scope);
        values.budget().leave();
        return value;
    }

    private Object evaluated(Expression expression, Scope scope) {
        return switch (expression) {
            case Expression.Constant(Optional<Object> value) -> value.orElse(None.NONE);
            case Expression.Name(String name) -> variable(name, scope);
            case Expression.BlockText() -> variable(BLOCK_TEXT, scope);
            case Expression.ListOf(List<Expression> items) -> all(items, scope);
            case Expression.TupleOf(List<Expression> items) -> new Tuple(all(items, scope));
            case Expression.DictionaryOf dictionary -> dictionary(dictionary, scope);
            case Expression.Attribute(Expression of, String name) -> attributes.attribute(value(of, scope), name);
            case Expression.Item(Expression of, Expression key) -> item(value(of, scope), key, scope);
            case Expression.Slice ignored -> throw new JinjaException("a slice stands outside brackets");
            case Expression.Call call -> call(call, scope, Map.of());
            case Expression.Filter filter ->
                filters.apply(filter.name(), value(filter.operand(), scope), arguments(filter.arguments(), scope));
            case Expression.Test test ->
                tests.holds(test.name(), value(test.operand(), scope), arguments(test.arguments(), scope));
            case Expression.Not(Expression operand) -> !values.isTrue(value(operand, scope));
            case Expression.Signed(boolean negative, Expression operand) ->
                arithmetic.signed(negative, value(operand, scope));
            case Expression.And(Expression left, Expression right) -> {
                Object first = value(left, scope);
                yield values.isTrue(first) ? value(right, scope) : first;
            }
            case Expression.Or(Expression left, Expression right) -> {
                Object first = value(left, scope);
                yield values.isTrue(first) ? first : value(right, scope);
            }
            case Expression.Arithmetic(String operator, Expression left, Expression right) ->
                arithmetic.apply(operator, value(left, scope), value(right, scope));
            case Expression.Concatenation(List<Expression> parts) -> {
                Written text = new Written(values.budget());
                parts.forEach(part -> text.add(shown.text(value(part, scope))));
                yield text.toString();
            }
            case Expression.Comparison comparison -> compared(comparison, scope);
            case Expression.Conditional(Expression test, Expression then, Optional<Expression> otherwise) ->
                values.isTrue(value(test, scope))
                        ? value(then, scope)
                        : otherwise.isPresent() ? value(otherwise.get(), scope) : Undefined.NOTHING;
        };
    }

    private Object variable(String name, Scope scope) {
        Object value = scope.find(name);
        if (value == null) {
            value = globals.find(name);
        }
        return value == null ? Undefined.variable(name) : value;
    }

    private List<Object> all(List<Expression> expressions, Scope scope) {
        values.budget().hold(expressions.size());
        List<Object> all = new ArrayList<>(expressions.size());
        expressions.forEach(one -> all.add(value(one, scope)));
        return all;
    }

    private Map<Object, Object> dictionary(Expression.DictionaryOf dictionary, Scope scope) {
        values.budget().hold(3L * dictionary.keys().size() + 3);
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < dictionary.keys().size(); i++) {
            Object key = value(dictionary.keys().get(i), scope);
            Keys.put(map, key, value(dictionary.values().get(i), scope), values.budget());
        }
        return map;
    }

    private Object item(Object of, Expression key, Scope scope) {
        return key instanceof Expression.Slice slice
                ? attributes.slice(
                        of, bound(slice.start(), scope), bound(slice.stop(), scope), bound(slice.step(), scope))
                : attributes.item(of, value(key, scope));
    }

    private Object bound(Optional<Expression> bound, Scope scope) {
        return bound.isPresent() ? value(bound.get(), scope) : None.NONE;
    }

    /** Calls a function, with {@code more} arguments by name. */
    Object call(Expression.Call call, Scope scope, Map<String, Object> more) {
        Object function = value(call.function(), scope);
        if (function instanceof Undefined undefined) {
            throw undefined.used();
        }
        if (!(function instanceof Callable callable)) {
            throw new JinjaException("'" + Types.name(function) + "' object is not callable");
        }
        Arguments arguments = arguments(call.arguments(), scope);
        if (!more.isEmpty()) {
            Map<String, Object> names = new LinkedHashMap<>(arguments.names());
            names.putAll(more);
            arguments = new Arguments(arguments.places(), names, values);
        }
        return callable.call(arguments);
    }

    private Arguments arguments(Expression.Handed handed, Scope scope) {
        if (handed.places().isEmpty()
                && handed.names().isEmpty()
                && handed.morePlaces().isEmpty()
                && handed.moreNames().isEmpty()) {
            return new Arguments(List.of(), Map.of(), values);
        }
        List<Object> places = all(handed.places(), scope);
        handed.morePlaces().ifPresent(more -> {
            List<Object> elements = values.elements(value(more, scope));
            values.budget().hold(elements.size());
            places.addAll(elements);
        });
        Map<String, Object> names = new LinkedHashMap<>();
        handed.names().forEach(named -> names.put(named.name(), value(named.value(), scope)));
        if (handed.moreNames().isPresent()) {
            if (!(value(handed.moreNames().get(), scope) instanceof Map<?, ?> map)) {
                throw new JinjaException("what stands after '**' in a call is no dictionary");
            }
            values.budget().hold(3L * map.size());
            map.forEach((name, value) -> names.put(shown.text(name), value));
        }
        return new Arguments(places, names, values);
    }

    private Object compared(Expression.Comparison comparison, Scope scope) {
        Object left = value(comparison.first(), scope);
        for (int i = 0; i < comparison.operators().size(); i++) {
            Object right = value(comparison.operands().get(i), scope);
            if (!holds(comparison.operators().get(i), left, right)) {
                return false;
            }
            left = right;
        }
        return true;
    }

    private boolean holds(String operator, Object left, Object right) {
        return switch (operator) {
            case "==" -> values.areEqual(left, right);
            case "!=" -> !values.areEqual(left, right);
            case "<" -> values.compare(left, right, operator) < 0;
            case "<=" -> values.compare(left, right, operator) <= 0;
            case ">" -> values.compare(left, right, operator) > 0;
            case ">=" -> values.compare(left, right, operator) >= 0;
            case "in" -> values.contains(right, left);
            default -> !values.contains(right, left);
        };
    }
}
