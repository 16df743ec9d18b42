package dev.attune.lm.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.attune.lm.python.Arguments;
import dev.attune.lm.python.Callable;
import dev.attune.lm.python.JinjaException;
import dev.attune.lm.python.JinjaObject;
import dev.attune.lm.python.Tuple;
import dev.attune.lm.python.Undefined;
import dev.attune.lm.syntax.Statement;
import dev.attune.lm.syntax.Statement.Parameter;

/** A part of a template with a name and parameters. */
final class Macro implements Callable, JinjaObject {
    private final Interpreter interpreter;
    private final Scope around;
    private final String name;
    private final List<Parameter> parameters;
    private final Statement.Macro said;

    Macro(Interpreter interpreter, Scope around, Statement.Macro said) {
        this.interpreter = interpreter;
        this.around = around;
        this.said = said;
        this.name = said.name();
        this.parameters = said.parameters();
    }

    @Override
    public Object call(Arguments arguments) {
        Scope scope = new Scope(around);
        Map<String, Object> names = new LinkedHashMap<>(arguments.names());
        Optional<Object> caller = Optional.ofNullable(names.remove("caller"));
        if (caller.isPresent()
                && !said.takesCaller()
                && parameters.stream().noneMatch(one -> one.name().equals("caller"))) {
            throw new JinjaException("macro '" + name + "' was invoked with two values for the special caller argument"
                    + " or takes none");
        }
        List<Object> places = arguments.places();
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            Object named = names.remove(parameter.name());
            if (i < places.size() && named != null) {
                throw new JinjaException("macro '" + name + "' was given '" + parameter.name() + "' twice");
            }
            scope.set(
                    parameter.name(),
                    i < places.size() ? places.get(i) : named != null ? named : missing(parameter, scope));
        }
        List<Object> more = places.size() > parameters.size()
                ? new ArrayList<>(places.subList(parameters.size(), places.size()))
                : List.of();
        if (!more.isEmpty() && !said.takesMorePlaces()) {
            throw new JinjaException("macro '" + name + "' takes not more than " + parameters.size() + " argument(s)");
        }
        if (!names.isEmpty() && !said.takesMoreNames()) {
            throw new JinjaException("macro '" + name + "' takes no keyword argument '"
                    + names.keySet().iterator().next() + "'");
        }
        scope.set("varargs", new Tuple(more));
        scope.set("kwargs", names);
        scope.set("caller", caller.orElse(new Undefined("no caller defined")));
        return interpreter.text(said.body(), scope);
    }

    private Object missing(Parameter parameter, Scope scope) {
        return parameter
                .otherwise()
                .map(expression -> interpreter.value(expression, scope))
                .orElse(new Undefined("parameter '" + parameter.name() + "' was not provided"));
    }

    @Override
    public Object attribute(String attribute) {
        return switch (attribute) {
            case "name" -> name;
            case "arguments" ->
                new Tuple(parameters.stream().map(one -> (Object) one.name()).toList());
            case "catch_kwargs" -> said.takesMoreNames();
            case "catch_varargs" -> said.takesMorePlaces();
            case "caller" -> said.takesCaller();
            default -> Undefined.member(this, attribute);
        };
    }

    @Override
    public String type() {
        return "Macro";
    }
}
