package dev.attune.lm.jinja;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.attune.lm.python.Budget;
import dev.attune.lm.python.JinjaException;
import dev.attune.lm.python.None;
import dev.attune.lm.syntax.Parser;
import dev.attune.lm.syntax.Statement;

/**
 * A template in Jinja, with the settings, functions and filters that transformers gives chat templates. It is read once;
 * rendering is safe for threads, reaches nothing outside the values that it is given, and ends: see {@link Budget}.
 */
public final class JinjaTemplate {
    private static final long STEPS = 20_000_000;
    private static final long CHARACTERS = 24L << 20;
    /** A long conversation may be copied so many times. */
    private static final int COPIES = 64;

    private static final Duration TIME = Duration.ofSeconds(10);

    private final List<Statement> statements;
    private final Globals globals;

    private JinjaTemplate(List<Statement> statements, Globals globals) {
        this.statements = statements;
        this.globals = globals;
    }

    /**
     * Reads a template.
     *
     * @param clock what {@code strftime_now} reads
     * @throws JinjaException if it is no template
     */
    public static JinjaTemplate parse(String source, Clock clock) {
        try {
            return new JinjaTemplate(Parser.parse(source), new Globals(clock));
        } catch (StackOverflowError deep) {
            throw new JinjaException("its parts are nested too deeply", deep);
        }
    }

    /**
     * What the template writes.
     *
     * @param variables texts, numbers, truth values, lists, maps with text keys, and null
     * @throws JinjaException if it refuses them, computes what cannot be computed, or goes beyond its limits
     */
    public String render(Map<String, ?> variables) {
        Scope scope = new Scope(null);
        long[] size = {0};
        try {
            variables.forEach((name, value) -> scope.set(name, converted(value, size)));
            Budget budget = new Budget(STEPS, CHARACTERS + COPIES * size[0], TIME);
            return new Interpreter(budget, globals).text(statements, scope);
        } catch (StackOverflowError deep) {
            throw new JinjaException("its values or parts are nested too deeply", deep);
        } catch (ArithmeticException
                | ClassCastException
                | IllegalArgumentException
                | IndexOutOfBoundsException wrong) {
            // whatever a template makes of its values, its author is told, and not our log
            throw new JinjaException("it computes what cannot be computed: " + wrong, wrong);
        }
    }

    private static Object converted(@Nullable Object value, long[] size) {
        size[0]++;
        return switch (value) {
            case null -> None.NONE;
            case String text -> {
                size[0] += text.length();
                yield text;
            }
            case Integer number -> (long) number;
            case Float number -> (double) number;
            case List<?> list -> {
                List<Object> converted = new ArrayList<>();
                list.forEach(element -> converted.add(converted(element, size)));
                yield converted;
            }
            case Map<?, ?> map -> {
                Map<Object, Object> converted = new LinkedHashMap<>();
                map.forEach((key, element) -> converted.put(converted(key, size), converted(element, size)));
                yield converted;
            }
            default -> value;
        };
    }
}
