package dev.attune.lab.suite;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** The checks of a case, in promptfoo's forms. */
final class CheckReader {

    /** What is computed here. */
    private static final Set<String> KNOWN = Set.of(
            "equals",
            "contains",
            "icontains",
            "contains-all",
            "contains-any",
            "icontains-all",
            "icontains-any",
            "starts-with",
            "regex",
            "is-json",
            "contains-json",
            "is-refusal",
            "word-count",
            "levenshtein",
            "rouge-n",
            "bleu",
            "latency",
            "perplexity",
            "llm-rubric",
            "assert-set",
            "attune:label",
            "attune:reward");

    /** Known to promptfoo; a check of such a kind is skipped, and told. */
    private static final Set<String> SKIPPED = Set.of(
            "javascript",
            "python",
            "ruby",
            "webhook",
            "similar",
            "cost",
            "finish-reason",
            "g-eval",
            "factuality",
            "model-graded-closedqa",
            "model-graded-factuality",
            "answer-relevance",
            "context-faithfulness",
            "context-recall",
            "context-relevance",
            "select-best",
            "max-score",
            "is-sql",
            "contains-sql",
            "is-xml",
            "contains-xml",
            "is-html",
            "contains-html",
            "moderation",
            "classifier",
            "gleu",
            "meteor",
            "pi",
            "guardrails",
            "perplexity-score",
            "is-valid-function-call",
            "is-valid-openai-function-call",
            "is-valid-openai-tools-call",
            "tool-call-f1",
            "trajectory");

    private static final Set<String> CODE = Set.of("javascript", "python", "ruby", "webhook");

    private CheckReader() {}

    /** Whether a check of such a type is computed. */
    static boolean isKnown(String type) {
        return KNOWN.contains(type);
    }

    /** Why a check of a type is skipped, as a sentence. */
    static String skipped(String type) {
        return CODE.contains(type)
                ? "uses " + type + "; only checks without code are run"
                : "uses " + type + ", which is not computed here";
    }

    static List<Check> read(JsonNode list, String place, Path folder) {
        List<Check> checks = new ArrayList<>();
        if (!list.isMissingNode() && !list.isNull() && !list.isArray()) {
            throw SuiteErrors.invalid("The assert of " + place + " is no list.");
        }
        list.forEach(json -> checks.add(one(json, place, folder)));
        return checks;
    }

    private static Check one(JsonNode json, String place, Path folder) {
        String written = json.path("type").asText("");
        boolean negated = written.startsWith("not-");
        String type = negated ? written.substring(4) : written;
        if (json.isTextual()) {
            return compact(json.asText());
        }
        if (!KNOWN.contains(type) && !SKIPPED.contains(type)) {
            throw SuiteErrors.invalid(
                    "The assert of " + place + " has a check of the type \"" + written + "\", which nobody knows.");
        }
        if (json.hasNonNull("transform")) {
            throw SuiteErrors.invalid(
                    "A check of " + place + " has a transform, which is code; only checks without code are run.");
        }
        JsonNode value = SuiteValues.fromFile(json.path("value"), folder);
        return new Check(
                type,
                negated,
                value,
                json.hasNonNull("threshold")
                        ? OptionalDouble.of(json.path("threshold").asDouble())
                        : OptionalDouble.empty(),
                json.path("weight").asDouble(1),
                json.path("metric").asText(""),
                rubric(json),
                json.path("provider").isTextual() ? json.path("provider").asText() : "",
                true,
                read(json.path("assert"), place, folder));
    }

    private static String rubric(JsonNode json) {
        JsonNode rubric = json.path("rubricPrompt");
        return rubric.isTextual() ? rubric.asText() : "";
    }

    /** One of a table's {@code __expected} columns: {@code equals: x}, {@code icontains-any: a,b}, or plain text. */
    static Check compact(String text) {
        int colon = text.indexOf(':');
        String head = colon < 0 ? "" : text.substring(0, colon).strip();
        boolean negated = head.startsWith("not-");
        String named = (negated ? head.substring(4) : head).replaceFirst("\\(.*\\)$", "");
        OptionalDouble threshold = head.matches(".*\\([0-9.]+\\)")
                ? OptionalDouble.of(
                        Double.parseDouble(head.replaceFirst(".*\\(", "").replace(")", "")))
                : OptionalDouble.empty();
        String type = named.equals("grade") ? "llm-rubric" : named;
        boolean known = KNOWN.contains(type) || SKIPPED.contains(type);
        if (text.strip().equals("is-json") || text.strip().equals("contains-json")) {
            return of(text.strip(), false, MissingNode.getInstance(), threshold);
        }
        return known
                ? of(type, negated, new TextNode(text.substring(colon + 1).strip()), threshold)
                : of("equals", false, new TextNode(text), threshold);
    }

    private static Check of(String type, boolean negated, JsonNode value, OptionalDouble threshold) {
        return new Check(type, negated, value, threshold, 1, "", "", "", false, List.of());
    }
}
