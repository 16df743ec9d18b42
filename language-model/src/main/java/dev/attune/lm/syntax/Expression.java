package dev.attune.lm.syntax;

import java.util.List;
import java.util.Optional;

/** What has a value. */
public sealed interface Expression {
    /** Text, a {@code Long}, a {@code Double}, a {@code Boolean}; none is an empty optional. */
    record Constant(Optional<Object> value) implements Expression {}

    record Name(String name) implements Expression {}

    record ListOf(List<Expression> items) implements Expression {}

    record TupleOf(List<Expression> items) implements Expression {}

    /** Keys and values, in order. */
    record DictionaryOf(List<Expression> keys, List<Expression> values) implements Expression {}

    record Attribute(Expression of, String name) implements Expression {}

    record Item(Expression of, Expression key) implements Expression {}

    record Slice(Optional<Expression> start, Optional<Expression> stop, Optional<Expression> step)
            implements Expression {}

    record Call(Expression function, Handed arguments) implements Expression {}

    /** A filter; without an operand in a filter block, which puts the block's text there. */
    record Filter(Expression operand, String name, Handed arguments, int line) implements Expression {}

    record Test(Expression operand, String name, Handed arguments, int line) implements Expression {}

    /** The text of a block that a filter is applied to. */
    record BlockText() implements Expression {}

    record Not(Expression operand) implements Expression {}

    record Signed(boolean negative, Expression operand) implements Expression {}

    record And(Expression left, Expression right) implements Expression {}

    record Or(Expression left, Expression right) implements Expression {}

    record Arithmetic(String operator, Expression left, Expression right) implements Expression {}

    /** Texts joined by {@code ~}. */
    record Concatenation(List<Expression> parts) implements Expression {}

    /** {@code a < b <= c}: as many operators as operands. */
    record Comparison(Expression first, List<String> operators, List<Expression> operands) implements Expression {}

    record Conditional(Expression test, Expression then, Optional<Expression> otherwise) implements Expression {}

    /** What a call hands over: by place, by name, and the contents of a list and of a dictionary. */
    record Handed(
            List<Expression> places,
            List<Named> names,
            Optional<Expression> morePlaces,
            Optional<Expression> moreNames) {
        static final Handed NOTHING = new Handed(List.of(), List.of(), Optional.empty(), Optional.empty());
    }

    record Named(String name, Expression value) {}
}
