package dev.attune.lm.jinja;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.attune.lm.python.JinjaException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

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
                "{{ range(100000000) }}",
                "{% set x = 'a' * 9999999 %}{{ x ~ x ~ x ~ x ~ x ~ x ~ x ~ x ~ x ~ x ~ x ~ x ~ x ~ x ~ x ~ x ~ x ~ x ~ x ~ x }}",
                "{% set x = 'a' * 9999999 %}{{ '%s%s%s%s%s%s%s%s%s%s' % (x, x, x, x, x, x, x, x, x, x) }}",
                "{{ '{0}{0}{0}{0}{0}{0}{0}{0}{0}'.format('a' * 9999999) }}",
                "{{ ('%.999999f' * 30) % (range(30) | list) }}",
                "{{ ('a ' * 99999) | wordwrap(1, true, 'a' * 9999999) }}",
                "{{ 'a\n' * 99 | indent(9999999) }}",
                "{{ ('a' * 4000000 ~ 'b') in 'a' * 8000000 }}",
                "{{ ('a' * 8000000).split('a' * 3000000 ~ 'b') }}",
                "{% set ns = namespace(x=[1]) %}{% for a in range(60) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ {}.get(ns.x) }}",
                "{% set ns = namespace(x=(1,)) %}{% for a in range(60) %}{% set ns.x = (ns.x, ns.x) %}{% endfor %}{{ ns.x in {} }}",
                "{% set ns = namespace(l=[]) %}{% for i in range(9000) %}{% set ns.l = ns.l + [range(100000) | list] %}{% endfor %}",
                "{% set ns = namespace(l=[]) %}{% for i in range(9000) %}{% set ns.l = ns.l + [('ab' * 500000) | list] %}{% endfor %}",
                "{% set ns = namespace(l=[]) %}{% for i in range(99999) %}{% for j in range(99999) %}{% set ns.l = [ns.l, {}] %}{% endfor %}{% endfor %}",
                "{% set ns = namespace(l=1) %}{% set ns.l = ns %}{{ ns }}",
                "{% for x in [1] %}{{ loop.cycle() }}{% endfor %}",
                "{{ 'abc'[::0] }}",
                "{{ 9223372036854775807 + 1 }}",
                "{{ 1e30 | int }}",
                "{{ ('9' * 99999) | int }}",
                "{{ (-9223372036854775807 - 1) | abs }}",
                "{{ strftime_now('%c' * 999999) }}"
            })
    void endsWhateverATemplateDoes(String template) {
        assertThatThrownBy(() -> JinjaTemplate.parse(template, DAY).render(Map.of()))
                .isInstanceOf(JinjaException.class);
    }

    /** Java copies all of a text for each letter that becomes several in the other case. */
    @Test
    void lettersThatBecomeSeveralTakeNoLonger() {
        String template = "{{ m | upper | length }} {{ m | lower | length }} {{ ('İ' * 500000) | lower | length }}";
        assertTimeout(
                Duration.ofSeconds(5),
                () -> assertThat(JinjaTemplate.parse(template, DAY).render(Map.of("m", "ß".repeat(500_000))))
                        .isEqualTo("1000000 500000 1000000"));
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
