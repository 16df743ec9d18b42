package dev.attune.policy.supervised;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.lm.text.Message;
import dev.attune.lm.text.Tokenizer;
import dev.attune.policy.testing.TestingModels;

import static org.assertj.core.api.Assertions.assertThat;

class AnswerPlacesTest {

    private static final String ASKING = "{% if add_generation_prompt %}assistant: {% endif %}";
    private static final List<Message> TWO_ANSWERS =
            List.of(Message.user("a?"), Message.assistant("b."), Message.user("c?"), Message.assistant("d."));

    @TempDir
    Path directory;

    @Test
    void eachAnswerStandsWhereItIsAskedFor() throws IOException {
        String template = "{% for m in messages %}{{ m.role }}: {{ m.content }}|\n{% endfor %}" + ASKING;
        assertThat(answers(template, TWO_ANSWERS)).containsExactly("b.|\n", "d.|\n");
    }

    @Test
    void whatComesAfterTheLastAnswerIsNoPartOfIt() throws IOException {
        String template = "{% for m in messages %}{{ m.role }}: {{ m.content }}|{% endfor %}" + ASKING;
        assertThat(answers(template, List.of(Message.user("a?"), Message.assistant("b."), Message.user("and then?"))))
                .containsExactly("b.|");
    }

    /** The last turn ends in another way, so what is written when an earlier answer is the last is no beginning. */
    @Test
    void anAnswerThatIsWrittenOtherwiseWhenMoreFollowsIsFoundByItsText() throws IOException {
        String template = "{% for m in messages %}{{ m.role }}: {{ m.content }}{% if loop.last %}!{% endif %}\n"
                + "{% endfor %}" + ASKING;
        assertThat(answers(template, TWO_ANSWERS)).containsExactly("b.", "d.");
    }

    /** Templates of models that think leave earlier thoughts out: what is not in the text cannot be learned. */
    @Test
    void anAnswerWhoseThoughtsAreLeftOutIsNotLearned() throws IOException {
        String template = "{% for m in messages %}{{ m.role }}: "
                + "{{ m.content if loop.last else m.content.split('</think>')[-1] }}\n{% endfor %}" + ASKING;
        List<Message> thinking = List.of(
                Message.user("a?"),
                Message.assistant("<think>hm</think>b."),
                Message.user("c?"),
                Message.assistant("<think>so</think>d."));
        assertThat(answers(template, thinking)).containsExactly("<think>so</think>d.\n");
    }

    @Test
    void theSameAnswerTwiceHasTwoPlaces() throws IOException {
        String template = "{% for m in messages %}{{ m.content | trim }}{% if loop.last %}!{% endif %}\n{% endfor %}";
        AnswerPlaces places = places(
                template,
                List.of(
                        Message.user("same"),
                        Message.assistant(" same "),
                        Message.user("x"),
                        Message.assistant("same")));
        assertThat(places.boundaries()).containsExactly(4, 8, 9, 13);
    }

    @Test
    void withoutAnAnswerThereIsNothing() throws IOException {
        AnswerPlaces places = places("{{ messages[0].content }}", List.of(Message.user("a?")));
        assertThat(places.whole().isEmpty()).isTrue();
        assertThat(places.boundaries()).isEmpty();
    }

    private List<String> answers(String template, List<Message> conversation) throws IOException {
        AnswerPlaces places = places(template, conversation);
        return places.answers().stream()
                .map(place -> places.whole().marked().substring(place.start(), place.end()))
                .toList();
    }

    private AnswerPlaces places(String template, List<Message> conversation) throws IOException {
        TestingModels.random(directory, 1).close();
        byte[] json = Files.readAllBytes(directory.resolve(Tokenizer.FILE));
        try (Tokenizer tokenizer =
                Tokenizer.of(json, new ObjectMapper().createObjectNode().put("chat_template", template))) {
            return AnswerPlaces.of(tokenizer.chatTemplate(), conversation);
        }
    }
}
