package dev.attune.lm.jinja;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.attune.lm.python.JinjaException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What Python's Jinja renders, by {@code src/test/oracle/make_jinja.py}. */
class JinjaTemplateTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FIXTURE = Path.of("src/test/resources/jinja.json");
    private static final Clock DAY = Clock.fixed(Instant.parse("2024-07-06T08:09:10Z"), ZoneOffset.UTC);

    record Rendered(String template, Map<String, Object> context, JsonNode expected) {
        @Override
        public String toString() {
            return template;
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void rendersWhatPythonDoes(Rendered rendered) {
        if (rendered.expected().has("text")) {
            assertThat(JinjaTemplate.parse(rendered.template(), DAY).render(rendered.context()))
                    .isEqualTo(rendered.expected().get("text").asText());
        } else {
            assertThatThrownBy(
                            () -> JinjaTemplate.parse(rendered.template(), DAY).render(rendered.context()))
                    .isInstanceOf(JinjaException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
                "{% set ns = namespace(x='ab') %}{% for a in range(99) %}{% set ns.x = ns.x + ns.x %}{% endfor %}",
                "{% set ns = namespace(x=[1]) %}{% for a in range(99) %}{% set ns.x = ns.x + ns.x %}{% endfor %}",
                "{% set ns = namespace(x=[1]) %}{% for a in range(60) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x }}",
                "{% set ns = namespace(x=[]) %}{% for a in range(99999) %}{% set ns.x = [ns.x] %}{% endfor %}{{ ns.x }}",
                "{% set ns = namespace(x=[1], y=[1]) %}{% for a in range(60) %}{% set ns.x = [ns.x, ns.x] %}{% set ns.y = [ns.y, ns.y] %}{% endfor %}{{ ns.x == ns.y }}",
                "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
                "{% macro f() %}{{ f() }}{{ f() }}{% endmacro %}{{ f() }}",
                "{{ 'x' * 9999999999 }}",
                "{{ 'x'.center(2000000000) }}",
                "{{ '%2000000000d' % 1 }}",
                "{{ 'x' | indent(2000000000, true) }}",
                "{{ [1] | tojson(indent=2000000000) }}",
                "{{ [1] | batch(2000000000, 0) | list }}",
                "{{ 10 ** 999999999 }}",
                "{% for a in range(9999) %}{{ 'x' * 99999 }}{% endfor %}",
                "{% set ns = namespace(l=[]) %}{% for a in range(9999) %}{% set ns.l = ns.l + ['x' * 999999] %}{% endfor %}",
                "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}",
                "{{ range(100000000) }}"
            })
    void endsWhateverATemplateDoes(String template) {
        assertThatThrownBy(() -> JinjaTemplate.parse(template, DAY).render(Map.of()))
                .isInstanceOf(JinjaException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[", "{% if x %}", "{{ not ", "-", "{'a':", "a.", "a if ", "a is b("})
    void endsWhateverIsNested(String part) {
        String template =
                part.startsWith("{%") || part.startsWith("{{") ? part.repeat(9999) : "{{ " + part.repeat(9999);
        assertThatThrownBy(() -> JinjaTemplate.parse(template, DAY).render(Map.of()))
                .isInstanceOf(JinjaException.class);
    }

    static Stream<Rendered> templates() throws IOException {
        JsonNode fixture = JSON.readTree(FIXTURE.toFile());
        Map<String, Object> context = JSON.convertValue(fixture.get("context"), new TypeReference<>() {});
        return StreamSupport.stream(fixture.get("rendered").spliterator(), false)
                .map(one -> new Rendered(one.get("template").asText(), context, one));
    }
}
