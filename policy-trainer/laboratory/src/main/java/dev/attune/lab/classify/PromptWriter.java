package dev.attune.lab.classify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.attune.contracts.event.Message;
import dev.attune.lab.model.MeasuredModel;
import dev.attune.lab.task.Example;
import dev.attune.lab.task.Label;
import dev.attune.lab.task.Style;
import dev.attune.lab.task.Task;
import dev.attune.lab.template.TextTemplate;
import dev.attune.lm.classify.Prompt;
import dev.attune.lm.classify.PromptTokens;
import dev.attune.lm.text.ChatText;
import dev.attune.policy.ground.Conversations;

/**
 * Makes prompts of examples. As text to be continued (raw): examples and the text, a blank line between, and words after the
 * task's separator, as lm-evaluation-harness has it: spaces at the end of a template belong to the words. As a conversation:
 * each example a turn of the user and one of the assistant.
 */
final class PromptWriter {

    private static final String BETWEEN = "\n\n";

    /** Variables that templates may read beside the columns. */
    static final String ALL_LABELS = "labels";

    private final MeasuredModel model;
    private final Task task;
    private final TextTemplate template;
    private final boolean chat;
    private final PromptTokens tokens;

    /**
     * @param columns what every example gives
     * @throws dev.attune.contracts.error.AttuneException {@code template-variable} for a template that reads others
     */
    PromptWriter(MeasuredModel model, Task task, Set<String> columns, boolean conversations) {
        this.model = model;
        this.task = task;
        this.tokens = new PromptTokens(model.model());
        this.chat = task.style() == Style.CHAT
                || task.style() == Style.AUTO
                        && !model.model().tokenizer().chatTemplate().isStandIn();
        boolean given = !task.templates().isEmpty();
        String source = given ? task.templates().getFirst() : usual(conversations);
        this.template = TextTemplate.of(source, "The template of " + task.name());
        Set<String> known = new TreeSet<>(columns);
        known.addAll(List.of(Example.TEXT, ALL_LABELS, "label_list"));
        template.requireKnown(known);
    }

    private String usual(boolean conversations) {
        if (conversations) {
            return "{{ text }}";
        }
        return task.labels().size() > 10 ? "{{ text }}\nTopic:" : "{{ text }}\nWhich is it: {{ labels }}?";
    }

    boolean isChat() {
        return chat;
    }

    String template() {
        return template.source();
    }

    /** What a template writes for an example; what it brings is text, whatever it reads like. */
    private String rendered(Example example, boolean marked) {
        Map<String, Object> variables = new LinkedHashMap<>();
        example.variables().forEach((name, value) -> variables.put(name, marked ? asText(value) : value));
        List<String> names =
                task.labels().stream().map(label -> label.words().getFirst()).toList();
        variables.put(ALL_LABELS, String.join(", ", names));
        variables.put(
                "label_list",
                task.labels().stream().map(PromptWriter::described).toList());
        return template.render(variables);
    }

    private static Map<String, String> described(Label label) {
        return Map.of("name", label.words().getFirst(), "description", label.description());
    }

    private Object asText(Object value) {
        return value instanceof String text
                ? model.model().tokenizer().textOf(text).marked()
                : value;
    }

    /** A prompt with examples before it and the words of some labels after it. */
    Prompt prompt(Example example, List<Example> shots, List<Label> labels) {
        List<String> words =
                labels.stream().flatMap(label -> label.words().stream()).toList();
        if (chat) {
            return conversation(example, shots, words);
        }
        return tokens.continued(raw(example, shots), separator(), words, example.place());
    }

    /** The tokens of a prompt alone. */
    int[] context(Example example, List<Example> shots) {
        return chat
                ? model.model().promptTokens(Conversations.forModel(messages(example, shots)))
                : tokens.context(raw(example, shots));
    }

    private String separator() {
        String source = template.source();
        String stripped = source.stripTrailing();
        String trailing = source.substring(stripped.length());
        return trailing.isEmpty() || stripped.isEmpty() ? task.separator() : trailing;
    }

    private ChatText raw(Example example, List<Example> shots) {
        String separator = separator();
        StringBuilder text = new StringBuilder();
        if (!task.system().isEmpty()) {
            text.append(task.system()).append(BETWEEN);
        }
        for (Example shot : shots) {
            text.append(rendered(shot, true).stripTrailing())
                    .append(separator)
                    .append(word(shot))
                    .append(BETWEEN);
        }
        return new ChatText(text.append(rendered(example, true).stripTrailing()).toString());
    }

    /** What an answer says for an example's label: the first of its words. */
    String word(Example shot) {
        return task.labels().stream()
                .filter(label -> label.id().equals(shot.label()))
                .findFirst()
                .orElseThrow()
                .words()
                .getFirst();
    }

    List<Message> messages(Example example, List<Example> shots) {
        List<Message> messages = new ArrayList<>(task.opening());
        for (Example shot : shots) {
            messages.addAll(asked(shot));
            messages.add(Message.assistant(word(shot)));
        }
        messages.addAll(asked(example));
        return messages;
    }

    private List<Message> asked(Example example) {
        return example.conversation().isEmpty() || !task.templates().isEmpty()
                ? List.of(Message.user(rendered(example, false)))
                : example.conversation();
    }

    private Prompt conversation(Example example, List<Example> shots, List<String> words) {
        return tokens.answered(Conversations.forModel(messages(example, shots)), words, example.place());
    }
}
