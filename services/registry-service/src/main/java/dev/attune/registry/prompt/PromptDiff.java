package dev.attune.registry.prompt;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.attune.contracts.json.Json;

/**
 * What changed between two versions, part by part; parts that are the same are there, too.
 *
 * @param from number of the one version; {@code to} that of the other
 */
public record PromptDiff(String name, int from, int to, List<Part> parts) {

    /** @param part system, examples, template or settings */
    public record Part(String part, boolean changed, List<LineDiff.Line> lines) {}

    public static PromptDiff of(PromptVersion before, PromptVersion after) {
        PromptContent old = before.content();
        PromptContent now = after.content();
        return new PromptDiff(
                before.name(),
                before.version(),
                after.version(),
                Stream.of(
                                part("system", old.system(), now.system()),
                                part("examples", examples(old), examples(now)),
                                part("template", old.template(), now.template()),
                                part("settings", settings(old), settings(now)))
                        .filter(part -> !part.lines().isEmpty())
                        .toList());
    }

    private static Part part(String name, String before, String after) {
        return new Part(name, !before.equals(after), LineDiff.of(before, after));
    }

    private static String examples(PromptContent content) {
        return content.examples().stream().map(PromptDiff::example).collect(Collectors.joining("\n"));
    }

    private static String example(PromptExample example) {
        return example.label() == null
                ? "user: " + example.user() + "\nassistant: " + example.assistant()
                : example.label() + ": " + Json.text(example.variables() == null ? "" : example.variables());
    }

    private static String settings(PromptContent content) {
        return content.settings().isEmpty() ? "" : Json.pretty(content.settings());
    }
}
