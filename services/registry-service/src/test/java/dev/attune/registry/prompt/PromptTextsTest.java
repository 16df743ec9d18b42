package dev.attune.registry.prompt;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.attune.registry.prompt.LineDiff.Change;
import dev.attune.registry.prompt.LineDiff.Line;

import static org.assertj.core.api.Assertions.assertThat;

class PromptTextsTest {

    @Test
    void aDiffKeepsTheLongestCommonRun() {
        assertThat(LineDiff.of("a\nb\nc", "a\nx\nc\nd"))
                .containsExactly(
                        new Line(Change.SAME, "a"),
                        new Line(Change.REMOVED, "b"),
                        new Line(Change.ADDED, "x"),
                        new Line(Change.SAME, "c"),
                        new Line(Change.ADDED, "d"));
        assertThat(LineDiff.of("", "a")).containsExactly(new Line(Change.ADDED, "a"));
        assertThat(LineDiff.of("", "")).isEmpty();
    }

    @Test
    void textsTooLongForTheTableAreShownWhole() {
        String many = "x\n".repeat(2_001);
        assertThat(LineDiff.of(many, "x")).hasSize(2_002);
    }

    @Test
    void variablesAreWhatExpressionsBeginWithLessWhatLoopsMake() {
        PromptContent content = content(
                "You speak {{ language }}.",
                "{% for key, item in items %}{{ item.name }} {{loop.index}}{% endfor %}{% if urgent %}!{% endif %}"
                        + "{% set greeting = 'hi' %}{{ greeting }} {{- text | upper }} {{ 'literal' }}");
        assertThat(PromptVariables.of(content)).containsExactly("items", "language", "text", "urgent");
    }

    @Test
    void theSameContentHasTheSameDigestInWhateverOrder() {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("style", "chat");
        one.put("labels", List.of(Map.of("name", "a")));
        Map<String, Object> other = new LinkedHashMap<>();
        other.put("labels", List.of(Map.of("name", "a")));
        other.put("style", "chat");
        assertThat(new PromptContent("", "t", List.of(), one).digest())
                .isEqualTo(new PromptContent(null, "t", null, other).digest())
                .isNotEqualTo(new PromptContent("", "t ", List.of(), one).digest());
    }

    private static PromptContent content(String system, String template) {
        return new PromptContent(system, template, List.of(), Map.of());
    }
}
