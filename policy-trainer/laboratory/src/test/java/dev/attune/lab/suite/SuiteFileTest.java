package dev.attune.lab.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.attune.contracts.error.AttuneException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SuiteFileTest {

    private static final String CHECK = "assert: [{type: equals, value: x}]";

    @TempDir
    Path folder;

    private Suite read(String... lines) throws IOException {
        Path file = folder.resolve("small.yaml");
        Files.writeString(file, String.join("\n", lines));
        return SuiteFile.read(file);
    }

    private String rendered(String prompt, String variables) throws IOException {
        Suite suite = read(
                "prompts: [" + prompt + "]",
                "tests:",
                "  - {vars: " + variables + ", options: {disableVarExpansion: true}, " + CHECK + "}");
        return suite.prompts()
                .getFirst()
                .render(suite.cases().getFirst())
                .getFirst()
                .content();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "'{{ a }} and {{ b.c }}' ~ {a: 1, b: {c: two}}  ~ 1 and two",
                "'{% if a %}yes{% else %}no{% endif %}' ~ {a: ''}              ~ no",
                "'{% for x in a %}<{{ x }}>{% endfor %}' ~ {a: [1, 2]}          ~ <1><2>",
                "'{{ a | upper }} {{ b | join(\", \") }}' ~ {a: x, b: [p, q]}    ~ X p, q",
                "'{{ a | dump }}' ~ {a: {b: [1, 'c']}}   ~ {\"b\":[1,\"c\"]}",
                // values are data: neither run nor refused
                "'say {{ a }}' ~ {a: '{{ b }} {% x'}  ~ say {{ b }} {% x",
                "'{{ a }}{% raw %} {{ b | dump }} {% if %} {% endraw %}{{ a }}' ~ {a: 1} ~ 1 {{ b | dump }} {% if %} 1",
                "\"{% raw %}\\nx{%- endraw -%}\\n{{ a }}\" ~ {a: 1}               ~ `\nx1`",
                // what YAML 1.1 would make a truth value
                "'{{ a }} {{ b }}' ~ {a: no, b: 2024-01-02} ~ no 2024-01-02",
                "\"{% if a %}\\nx\\n{% endif %}\\ny\" ~ {a: 1}               ~ `\nx\n\ny`",
            })
    void promptsAreRenderedAsNunjucksDoes(String prompt, String variables, String text) throws IOException {
        assertThat(rendered(prompt, variables)).isEqualTo(text);
    }

    @Test
    void listsUnfoldAndDefaultsAreJoined() throws IOException {
        Suite suite = read(
                "prompts: ['{{ a }} {{ b }} {{ c }}']",
                "defaultTest: {vars: {c: z}, assert: [{type: contains, value: z}]}",
                "tests:",
                "  - {vars: {a: [1, 2], b: [x, y]}, " + CHECK + "}",
                "  - {vars: {a: 3, b: q, c: own}, options: {disableDefaultAsserts: true}, " + CHECK + "}",
                "scenarios:",
                "  - config: [{vars: {a: 8}}, {vars: {a: 9}}]",
                "    tests: [{vars: {b: s}, " + CHECK + "}]");
        assertThat(suite.cases().stream().map(Case::variables))
                .containsExactly(
                        Map.of("a", 1, "b", "x", "c", "z"),
                        Map.of("a", 1, "b", "y", "c", "z"),
                        Map.of("a", 2, "b", "x", "c", "z"),
                        Map.of("a", 2, "b", "y", "c", "z"),
                        Map.of("a", 3, "b", "q", "c", "own"),
                        Map.of("a", 8, "b", "s", "c", "z"),
                        Map.of("a", 9, "b", "s", "c", "z"));
        assertThat(suite.cases().stream().map(one -> one.checks().size())).containsExactly(2, 2, 2, 2, 1, 2, 2);
    }

    @Test
    void anchorsAndFilesOfTestsAndPrompts() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "first {{ q }}\n---\nsecond {{ q }}\n");
        Files.writeString(
                folder.resolve("chat.json"),
                "[{\"role\":\"system\",\"content\":\"Be {{ q }}\"},{\"role\":\"user\",\"content\":\"\\\"{{ q }}\\\"\"}]");
        Files.writeString(
                folder.resolve("cases.csv"),
                "q,__expected,__expected2,__threshold\n\"two\nlines\",\"icontains-any: a, b\",plain,0.5\n");
        Suite suite = read(
                "shared: &shared {" + CHECK + "}",
                "prompts: ['file://a.txt', 'file://chat.json']",
                "tests:",
                "  - {<<: *shared, vars: {q: 'kind \"{{\"'}}",
                "  - file://cases.csv");
        assertThat(suite.notes()).hasSize(1).first().asString().contains("shared");
        assertThat(suite.prompts().stream().map(SuitePrompt::label)).containsExactly("a.txt 1", "a.txt 2", "chat.json");
        assertThat(suite.prompts().getLast().render(suite.cases().getFirst()))
                .extracting(message -> message.role() + ": " + message.content())
                .containsExactly("system: Be kind \"{{\"", "user: \"kind \"{{\"\"");
        Case row = suite.cases().getLast();
        assertThat(row.variables()).isEqualTo(Map.of("q", "two\nlines"));
        assertThat(row.threshold()).hasValue(0.5);
        assertThat(row.checks().stream()
                        .map(check -> check.name() + "=" + check.value().asText()))
                .containsExactly("icontains-any=a, b", "equals=plain");
    }

    @Test
    void strangersAreSkippedAndOursTaken() throws IOException {
        Suite suite = read(
                "prompts: ['{{ a }}']",
                "providers: ['anthropic:messages:x', {id: 'attune:m+a', label: ours, config: {max_tokens: 3}}, 'openai:chat:y']",
                "tests: [{vars: {a: 1}, " + CHECK + "}]");
        assertThat(suite.providers().stream().map(Provider::label)).containsExactly("ours", "openai:chat:y");
        assertThat(suite.providers().getFirst().model()).hasValue("m+a");
        assertThat(suite.notes()).singleElement().asString().contains("anthropic:messages:x");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "prompts: ['{{ a }}']\\ntests: [] ~ has no cases",
                "prompts: ['{{ a }}']\\ntests: [{vars: {a: 1}}] ~ has a check",
                "prompts: ['{{ b }}']\\ntests: [{vars: {a: 1}, assert: [{type: regex, value: x}]}] ~ reads b, which nothing gives",
                "prompts: ['{{ a | batch(2) }}']\\ntests: [{vars: {a: 1}, assert: [{type: regex}]}] ~ the filter batch",
                "prompts: ['{{ a ']\\ntests: [{vars: {a: 1}, assert: [{type: regex}]}] ~ The prompt {{ a",
                "prompts: ['{{ a }}']\\ntests: [{vars: {a: 1}, assert: [{type: sounds-good}]}] ~ \"sounds-good\"",
                "prompts: ['{{ a }}']\\ntests: [{vars: {a: 1}, options: {transform: x}, assert: [{type: regex}]}] ~ is code",
                "prompts: ['{{ a }}']\\ntests: [{vars: {a: 1}, vars: {a: 2}}] ~ duplicate",
                "prompts: ['{{ a }}']\\ntests: file://none.csv ~ no such file",
                "a: &a [x, x, x, x, x, x, x, x]\\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a]\\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b]\\n"
                        + "d: &d [*c, *c, *c, *c, *c, *c, *c, *c]\\ne: &e [*d, *d, *d, *d, *d, *d, *d, *d]\\nf: &f [*e, *e, *e, *e, *e, *e, *e, *e]\\n"
                        + "g: [*f, *f, *f, *f, *f, *f, *f, *f] ~ more than",
            })
    void refusedInOneSentenceBeforeAnyWork(String yaml, String says) {
        assertThatThrownBy(() -> read(yaml.replace("\\n", "\n")))
                .isInstanceOf(AttuneException.class)
                .hasMessageContaining(says)
                .hasMessageEndingWith(".");
    }

    @Test
    void checksOfCodeAreKeptToBeSkipped() throws IOException {
        Suite suite = read(
                "prompts: ['{{ a }}']",
                "tests: [{vars: {a: 1}, assert: [{type: javascript, value: 'true'}, {type: not-equals, value: '{{ a }}'}]}]");
        List<Check> checks = suite.cases().getFirst().checks();
        assertThat(checks.getFirst().isComputed()).isFalse();
        assertThat(checks.getFirst().whyNot()).contains("javascript").contains("without code");
        assertThat(checks.getLast().negated()).isTrue();
        assertThat(checks.getLast().valueFor(suite.cases().getFirst()).asText()).isEqualTo("1");
    }

    @Test
    void aPromptOfTheLibraryIsReadInItsParts() throws IOException {
        Files.writeString(folder.resolve("greet.yaml"), """
                name: greet
                version: 3
                system: Be terse.
                template: "Say {{ what }}."
                examples: [{user: Say a., assistant: a}]
                """);
        Suite suite = read("prompts: ['file://greet.yaml']", "tests:", "  - {vars: {what: now}, " + CHECK + "}");
        SuitePrompt prompt = suite.prompts().getFirst();
        assertThat(prompt.label()).isEqualTo("greet@3");
        assertThat(prompt.render(suite.cases().getFirst()))
                .extracting(message -> message.role() + ": " + message.content())
                .containsExactly("system: Be terse.", "user: Say a.", "assistant: a", "user: Say now.");
    }

    @Test
    void anExampleOfATaskIsNoTurn() throws IOException {
        Files.writeString(folder.resolve("p.yaml"), "template: t\nexamples: [{label: a, variables: {text: b}}]\n");
        assertThatThrownBy(() -> read("prompts: ['file://p.yaml']", "tests:", "  - {vars: {what: now}, " + CHECK + "}"))
                .isInstanceOf(AttuneException.class)
                .hasMessageContaining("evaluate classify --prompt");
    }
}
