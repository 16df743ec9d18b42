package dev.attune.lm.syntax;

import java.util.List;
import java.util.Optional;

/** What writes text or changes variables. */
public sealed interface Statement {
    record Data(String text) implements Statement {}

    record Print(Expression value) implements Statement {}

    record If(Expression test, List<Statement> then, List<Statement> otherwise) implements Statement {}

    record For(
            Target target,
            Expression over,
            Optional<Expression> test,
            boolean recursive,
            List<Statement> body,
            List<Statement> otherwise)
            implements Statement {}

    record Break() implements Statement {}

    record Continue() implements Statement {}

    record Assign(Target target, Expression value) implements Statement {}

    /** {@code {% set x | filter %}...{% endset %}}: the value is said in terms of the block's text. */
    record AssignBlock(Target target, Expression value, List<Statement> body) implements Statement {}

    /**
     * A part with a name and parameters.
     *
     * @param takesMorePlaces whether it reads {@code varargs}
     * @param takesMoreNames whether it reads {@code kwargs}
     * @param takesCaller whether it reads {@code caller}
     */
    record Macro(
            String name,
            List<Parameter> parameters,
            List<Statement> body,
            boolean takesMorePlaces,
            boolean takesMoreNames,
            boolean takesCaller)
            implements Statement {
        static Macro of(String name, List<Parameter> parameters, List<Statement> body) {
            return new Macro(
                    name,
                    parameters,
                    body,
                    Names.isRead("varargs", body),
                    Names.isRead("kwargs", body),
                    Names.isRead("caller", body));
        }
    }

    record CallBlock(Expression.Call call, Macro caller) implements Statement {}

    record FilterBlock(Expression value, List<Statement> body) implements Statement {}

    record With(List<Target> targets, List<Expression> values, List<Statement> body) implements Statement {}

    /** A part with variables of its own: {@code generation} and {@code block}. */
    record Scoped(List<Statement> body) implements Statement {}

    record Parameter(String name, Optional<Expression> otherwise) {}

    /** What is assigned to. */
    sealed interface Target {
        record Variable(String name) implements Target {}

        /** A value of a namespace. */
        record Member(String namespace, String name) implements Target {}

        record Several(List<Target> targets) implements Target {}
    }
}
