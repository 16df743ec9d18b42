package dev.attune.lab.template;

import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.lm.jinja.JinjaTemplate;
import dev.attune.lm.python.JinjaException;
import dev.attune.lm.syntax.FreeNames;
import dev.attune.lm.syntax.Parser;

/**
 * A text with variables, in Jinja. Values are data: braces inside them are never run. Every variable that it reads is known
 * before it is rendered, so that a misspelt one is refused and not rendered as nothing.
 */
public final class TextTemplate {

    private final String source;
    private final String place;
    private final JinjaTemplate template;
    private final FreeNames names;

    private TextTemplate(String source, String place, JinjaTemplate template, FreeNames names) {
        this.source = source;
        this.place = place;
        this.template = template;
        this.names = names;
    }

    private TextTemplate(String source, String place) {
        this.source = source;
        this.place = place;
        try {
            this.template = JinjaTemplate.parse(source, Clock.system(ZoneId.systemDefault()));
            this.names = FreeNames.of(Parser.parse(source));
        } catch (JinjaException e) {
            throw ErrorCategory.CALLER.error("template-invalid", place + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /**
     * Reads a template.
     *
     * @param place to be named by in errors, as the beginning of a sentence, such as {@code Template 2 of task.yaml}
     * @throws AttuneException {@code template-invalid}
     */
    public static TextTemplate of(String source, String place) {
        return new TextTemplate(source, place);
    }

    /** The names of the variables that must be given. */
    public Set<String> variables() {
        return names.variables();
    }

    /** The names of the filters that it uses. */
    public Set<String> filters() {
        return names.filters();
    }

    /**
     * Refuses a template that reads what nobody gives.
     *
     * @throws AttuneException {@code template-variable} naming both
     */
    public void requireKnown(Set<String> known) {
        Set<String> unknown = new TreeSet<>(variables());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw ErrorCategory.CALLER.error(
                    "template-variable",
                    place + " reads " + listed(unknown) + ", which nothing gives; there "
                            + (known.isEmpty() ? "are no variables." : "is " + listed(new TreeSet<>(known)) + "."));
        }
    }

    private static String listed(Set<String> names) {
        return String.join(", ", names);
    }

    /**
     * What the template writes.
     *
     * @throws AttuneException {@code template-failed}
     */
    public String render(Map<String, ?> variables) {
        try {
            return template.render(variables);
        } catch (JinjaException e) {
            throw ErrorCategory.CALLER.error(
                    "template-failed", place + " cannot be rendered: " + e.getMessage() + ".", e);
        }
    }

    /** The same, of which another text is the source that people know. */
    public TextTemplate shownAs(String written) {
        return new TextTemplate(written, place, template, names);
    }

    /** As it was written. */
    public String source() {
        return source;
    }

    @Override
    public String toString() {
        return place;
    }
}
