package dev.attune.lm.text;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.model.Reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What transformers renders, by {@code src/test/oracle/make_templates.py}. */
class ChatTemplateTest {
    private static final Path FIXTURE = Reference.modelDirectory().resolveSibling("chat-templates.json");
    private static final Map<String, Object> SPECIAL = Map.of("bos_token", "<s>", "eos_token", "</s>");
    private static final Clock ON_THE_DAY = Clock.fixed(Instant.parse("2024-07-06T08:09:10Z"), ZoneOffset.UTC);

    record Family(String name, String template, JsonNode rendered, List<List<Message>> conversations) {
        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void rendersCharacterForCharacterWhatTransformersDoes(Family family) {
        ChatTemplate template =
                new ChatTemplate(family.template(), SPECIAL, UnaryOperator.identity(), ON_THE_DAY, false);
        for (int i = 0; i < family.rendered().size(); i++) {
            List<Message> conversation = family.conversations().get(i / 2);
            boolean prompt = i % 2 == 0;
            JsonNode expected = family.rendered().get(i);
            if (expected.has("text")) {
                assertThat(template.render(conversation, prompt).text())
                        .as(conversation.toString())
                        .isEqualTo(expected.get("text").asText());
            } else {
                assertThatThrownBy(() -> template.render(conversation, prompt))
                        .isInstanceOf(CheckpointException.class)
                        .hasMessageContaining(expected.get("refused").asText());
            }
        }
    }

    @Test
    void aTemplateThatCannotBeRenderedIsRefusedInASentence() {
        for (String source : List.of("{% for m in %}", "{{ 1 + }}", "{% nonsense %}", "{{ 'a'.nonsense() }}")) {
            ChatTemplate template = new ChatTemplate(source, SPECIAL, UnaryOperator.identity());
            assertThatThrownBy(() -> template.prompt(List.of(Message.user("x"))))
                    .as(source)
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("chat template cannot be rendered");
        }
    }

    static Stream<Family> families() throws IOException {
        JsonNode fixture = new ObjectMapper().readTree(FIXTURE.toFile());
        List<List<Message>> conversations = each(fixture.get("conversations"))
                .map(conversation -> each(conversation)
                        .map(turn ->
                                new Message(turn.get(0).asText(), turn.get(1).asText()))
                        .toList())
                .toList();
        return each(fixture.get("templates"))
                .map(family -> new Family(
                        family.get("name").asText(),
                        family.get("template").asText(),
                        family.get("rendered"),
                        conversations));
    }

    private static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
