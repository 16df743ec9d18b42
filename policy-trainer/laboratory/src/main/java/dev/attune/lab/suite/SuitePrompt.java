package dev.attune.lab.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.attune.contracts.event.Message;
import dev.attune.lab.template.TextTemplate;

/**
 * A prompt with variables: the turns of a conversation, of which most have one.
 *
 * @param label by which it is known
 */
public record SuitePrompt(String label, List<Turn> turns) {

    /** @param content in the forms of Nunjucks that Jinja shares */
    public record Turn(String role, TextTemplate content) {}

    public SuitePrompt {
        turns = List.copyOf(turns);
    }

    /**
     * A prompt of turns that are templates.
     *
     * @throws dev.attune.contracts.error.AttuneException {@code template-invalid} or {@code suite-invalid}
     */
    public static SuitePrompt of(String label, List<Message> turns) {
        return new SuitePrompt(
                label,
                turns.stream()
                        .map(turn -> new Turn(turn.role(), Nunjucks.template(turn.content(), "The prompt " + label)))
                        .toList());
    }

    /** What must be given. */
    public Set<String> variables() {
        Set<String> variables = new TreeSet<>();
        turns.forEach(turn -> variables.addAll(turn.content().variables()));
        return variables;
    }

    /** The conversation for a case. */
    public List<Message> render(Case one) {
        List<Message> messages = new ArrayList<>();
        Map<String, Object> variables = one.variables();
        for (int i = 0; i < turns.size(); i++) {
            boolean last = i == turns.size() - 1;
            String text = turns.get(i).content().render(variables);
            messages.add(new Message(turns.get(i).role(), last ? one.prefix() + text + one.suffix() : text));
        }
        return messages;
    }

    /** As it was written; the roles of several turns on lines of their own. */
    public String source() {
        return turns.size() == 1
                ? turns.getFirst().content().source()
                : turns.stream()
                        .map(turn -> "[" + turn.role() + "]\n" + turn.content().source())
                        .collect(Collectors.joining("\n"));
    }
}
