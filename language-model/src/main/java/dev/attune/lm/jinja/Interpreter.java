package dev.attune.lm.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.attune.lm.python.Arguments;
import dev.attune.lm.python.Budget;
import dev.attune.lm.python.Callable;
import dev.attune.lm.python.JinjaException;
import dev.attune.lm.python.Namespace;
import dev.attune.lm.python.None;
import dev.attune.lm.python.Shown;
import dev.attune.lm.python.Values;
import dev.attune.lm.python.Written;
import dev.attune.lm.syntax.Expression;
import dev.attune.lm.syntax.Statement;
import dev.attune.lm.syntax.Statement.Target;

/** Runs statements. One interpreter renders once, on one thread. */
final class Interpreter {
    /** What came of a statement, for the loop around it. */
    private enum Flow {
        ON,
        BREAK,
        CONTINUE
    }

    private final Budget budget;
    private final Values values;
    private final Shown shown;
    private final Evaluator evaluator;

    Interpreter(Budget budget, Globals globals) {
        this.budget = budget;
        this.values = new Values(budget);
        this.shown = new Shown(budget);
        this.evaluator = new Evaluator(values, shown, globals);
    }

    /** What {@code statements} write. */
    String text(List<Statement> statements, Scope scope) {
        Written out = new Written(budget);
        run(statements, scope, out);
        return out.toString();
    }

    Object value(Expression expression, Scope scope) {
        return evaluator.value(expression, scope);
    }

    private Flow run(List<Statement> statements, Scope scope, Written out) {
        for (Statement statement : statements) {
            budget.enter();
            Flow flow = run(statement, scope, out);
            budget.leave();
            if (flow != Flow.ON) {
                return flow;
            }
        }
        return Flow.ON;
    }

    private Flow run(Statement statement, Scope scope, Written out) {
        switch (statement) {
            case Statement.Data(String text) -> out.add(text);
            case Statement.Print(Expression value) -> out.add(shown.text(evaluator.value(value, scope)));
            case Statement.If(Expression test, List<Statement> then, List<Statement> otherwise) -> {
                return run(values.isTrue(evaluator.value(test, scope)) ? then : otherwise, scope, out);
            }
            case Statement.For loop -> loop(loop, evaluator.value(loop.over(), scope), scope, 0, out);
            case Statement.Break() -> {
                return Flow.BREAK;
            }
            case Statement.Continue() -> {
                return Flow.CONTINUE;
            }
            case Statement.Assign(Target target, Expression value) ->
                assign(target, evaluator.value(value, scope), scope);
            case Statement.AssignBlock(Target target, Expression value, List<Statement> body) ->
                assign(target, filtered(value, body, scope), scope);
            case Statement.Macro macro -> {
                budget.hold(8); // it keeps the variables around it
                scope.set(macro.name(), new Macro(this, scope, macro));
            }
            case Statement.CallBlock(Expression.Call call, Statement.Macro body) -> {
                Macro caller = new Macro(this, scope, body);
                out.add(shown.text(evaluator.call(call, scope, Map.of("caller", caller))));
            }
            case Statement.FilterBlock(Expression value, List<Statement> body) ->
                out.add(shown.text(filtered(value, body, scope)));
            case Statement.With(List<Target> targets, List<Expression> given, List<Statement> body) -> {
                Scope own = inside(scope);
                for (int i = 0; i < targets.size(); i++) {
                    assign(targets.get(i), evaluator.value(given.get(i), scope), own);
                }
                return run(body, own, out);
            }
            case Statement.Scoped(List<Statement> body) -> {
                return run(body, inside(scope), out);
            }
        }
        return Flow.ON;
    }

    private Scope inside(Scope scope) {
        budget.step();
        return new Scope(scope);
    }

    private Object filtered(Expression value, List<Statement> body, Scope scope) {
        Scope own = inside(scope);
        own.set(Evaluator.BLOCK_TEXT, text(body, own));
        return evaluator.value(value, own);
    }

    private void loop(Statement.For loop, Object over, Scope scope, int depth, Written out) {
        List<Object> elements = values.elements(over);
        if (loop.test().isPresent()) {
            budget.hold(elements.size());
            List<Object> chosen = new ArrayList<>();
            for (Object element : elements) {
                Scope own = inside(scope);
                assign(loop.target(), element, own);
                if (values.isTrue(evaluator.value(loop.test().get(), own))) {
                    chosen.add(element);
                }
            }
            elements = chosen;
        }
        Callable again = loop.recursive() ? arguments -> again(loop, arguments, scope, depth + 1) : null;
        Loop state = new Loop(elements, depth, again);
        for (int i = 0; i < elements.size(); i++) {
            budget.step();
            state.at(i);
            // each turn has variables of its own: what one sets is not there in the next
            Scope own = inside(scope);
            assign(loop.target(), elements.get(i), own);
            own.set("loop", state);
            if (run(loop.body(), own, out) == Flow.BREAK) {
                break;
            }
        }
        if (elements.isEmpty()) {
            run(loop.otherwise(), inside(scope), out);
        }
    }

    private Object again(Statement.For loop, Arguments arguments, Scope scope, int depth) {
        budget.enter();
        Written out = new Written(budget);
        loop(loop, arguments.bind("loop", "iterable").get(0), scope, depth, out);
        budget.leave();
        return out.toString();
    }

    private void assign(Target target, Object value, Scope scope) {
        switch (target) {
            case Target.Variable(String name) -> scope.set(name, value);
            case Target.Member(String name, String member) -> {
                Object found = scope.find(name);
                if (!(found instanceof Namespace namespace)) {
                    throw new JinjaException("cannot assign attribute on non-namespace object '" + name + "'");
                }
                Globals.checkMember(member);
                namespace.values().put(member, value);
            }
            case Target.Several(List<Target> targets) -> {
                if (value == None.NONE) {
                    throw new JinjaException("none cannot be taken apart");
                }
                List<Object> elements = values.elements(value);
                if (elements.size() != targets.size()) {
                    throw new JinjaException(
                            "there are " + elements.size() + " values for " + targets.size() + " names");
                }
                for (int i = 0; i < targets.size(); i++) {
                    assign(targets.get(i), elements.get(i), scope);
                }
            }
        }
    }
}
