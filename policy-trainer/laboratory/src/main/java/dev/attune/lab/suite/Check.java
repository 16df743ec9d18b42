package dev.attune.lab.suite;

import java.util.List;
import java.util.OptionalDouble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * What an answer must be.
 *
 * @param type as promptfoo names it, without {@code not-}
 * @param negated whether the answer must not be so
 * @param value what it is compared with; missing where the type needs none
 * @param weight in the case's score
 * @param metric a name under which its scores are averaged; empty for none
 * @param rubricPrompt of a judging model, in place of the usual one; empty for that
 * @param provider the judging model; empty for the usual one
 * @param rendered whether texts in the value are templates of the suite's author, and not data
 * @param children of a set
 */
public record Check(
        String type,
        boolean negated,
        JsonNode value,
        OptionalDouble threshold,
        double weight,
        String metric,
        String rubricPrompt,
        String provider,
        boolean rendered,
        List<Check> children) {

    public Check {
        children = List.copyOf(children);
    }

    /** The value with what its author's templates make of a case's variables; data are never rendered. */
    public JsonNode valueFor(Case one) {
        return rendered ? rendered(value, one) : value;
    }

    private JsonNode rendered(JsonNode json, Case one) {
        if (json.isTextual() && Nunjucks.isTemplate(json.asText())) {
            String place = "The check " + name() + " of " + one.place();
            return new TextNode(Nunjucks.template(json.asText(), place).render(one.variables()));
        }
        if (json.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            json.forEach(element -> array.add(rendered(element, one)));
            return array;
        }
        return json;
    }

    /** Whether it can be computed here; a suite may have others, which are skipped. */
    public boolean isComputed() {
        return CheckReader.isKnown(type);
    }

    /** Why it is not computed, as the end of a sentence. */
    public String whyNot() {
        return CheckReader.skipped(type);
    }

    /** As the suite says it. */
    public String name() {
        return (negated ? "not-" : "") + type;
    }
}
