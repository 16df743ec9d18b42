package dev.attune.lm.syntax;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import dev.attune.lm.syntax.Statement.Target;

/** The variables that a template reads and does not set itself, and the filters that it uses. */
public record FreeNames(Set<String> variables, Set<String> filters) {

    /** What every template has. */
    private static final Set<String> GIVEN = Set.of(
            "range",
            "dict",
            "namespace",
            "cycler",
            "joiner",
            "raise_exception",
            "strftime_now",
            "loop",
            "caller",
            "varargs",
            "kwargs");

    /** Those of a template that was parsed. */
    public static FreeNames of(List<Statement> statements) {
        Walk walk = new Walk();
        walk.look(statements);
        Set<String> free = new TreeSet<>(walk.read);
        free.removeAll(walk.set);
        free.removeAll(GIVEN);
        return new FreeNames(free, walk.filters);
    }

    /** A name that is set anywhere counts as set everywhere: a template that errs there fails when it is rendered. */
    private static final class Walk {
        private final Set<String> read = new TreeSet<>();
        private final Set<String> set = new TreeSet<>();
        private final Set<String> filters = new TreeSet<>();

        void look(Object part) {
            switch (part) {
                case Expression.Name name -> read.add(name.name());
                case List<?> several -> several.forEach(this::look);
                case Optional<?> perhaps -> perhaps.ifPresent(this::look);
                case Target.Variable variable -> set.add(variable.name());
                case Expression.Filter filter -> {
                    filters.add(filter.name());
                    components(filter);
                }
                case Statement.Macro macro -> {
                    set.add(macro.name());
                    components(macro);
                }
                case Statement.Parameter parameter -> {
                    set.add(parameter.name());
                    components(parameter);
                }
                case Record record -> components(record);
                default -> {}
            }
        }

        private void components(Record part) {
            try {
                for (RecordComponent component : part.getClass().getRecordComponents()) {
                    Object value = component.getAccessor().invoke(part);
                    if (value != null) {
                        look(value);
                    }
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("A part of a template cannot be looked at", e);
            }
        }
    }
}
