package dev.attune.inference.model;

import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.attune.contracts.task.TaskDocument;
import dev.attune.contracts.task.TaskExample;
import dev.attune.contracts.task.TaskLabel;
import dev.attune.contracts.task.TaskStyle;
import dev.attune.inference.Faults;
import dev.attune.lm.classify.Prompt;
import dev.attune.lm.classify.PromptTokens;
import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.jinja.JinjaTemplate;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.python.JinjaException;
import dev.attune.lm.syntax.FreeNames;
import dev.attune.lm.syntax.Parser;
import dev.attune.lm.text.ChatText;
import dev.attune.lm.text.Message;

/**
 * What a task puts to its model with an input, token for token as the laboratory that measured it: as text, the examples and
 * the input with blank lines between; or as turns of a conversation.
 */
final class TaskPrompts {

    private static final String BETWEEN = "\n\n";

    private final TaskDocument task;
    private final LanguageModel model;
    private final JinjaTemplate template;
    private final PromptTokens tokens;
    private final TaskPool pool;
    private final boolean chat;

    /** @throws CheckpointException for a template that cannot be read, or reads what no input gives */
    TaskPrompts(TaskDocument task, TaskPool pool, LanguageModel model) {
        this.task = task;
        this.pool = pool;
        this.model = model;
        this.tokens = new PromptTokens(model);
        TaskStyle style = task.prompt().style();
        this.chat = style == TaskStyle.CHAT
                || style == TaskStyle.AUTO && !model.tokenizer().chatTemplate().isStandIn();
        String source = task.prompt().template();
        try {
            this.template = JinjaTemplate.parse(source, Clock.system(ZoneId.systemDefault()));
            Set<String> unknown =
                    new TreeSet<>(FreeNames.of(Parser.parse(source)).variables());
            unknown.removeAll(task.inputs());
            unknown.removeAll(TaskDocument.GIVEN);
            if (!unknown.isEmpty()) {
                throw new CheckpointException("its template reads " + unknown + ", which no input gives.");
            }
        } catch (JinjaException e) {
            throw new CheckpointException("its template cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /**
     * The prompt of an input with the words of some labels after it.
     *
     * @param labels places of labels, ascending
     */
    Prompt labelled(Map<String, Object> input, List<Integer> labels, String place) {
        List<String> words = labels.stream()
                .flatMap(label -> task.prompt().labels().get(label).words().stream())
                .toList();
        return chat
                ? tokens.answered(messages(input), words, place)
                : tokens.continued(text(input), separator(), words, place);
    }

    /** The prompt of an input, up to where its answer begins. */
    int[] open(Map<String, Object> input) {
        return chat ? model.promptTokens(messages(input)) : tokens.context(text(input));
    }

    private String separator() {
        String source = task.prompt().template();
        String stripped = source.stripTrailing();
        String trailing = source.substring(stripped.length());
        return trailing.isEmpty() || stripped.isEmpty() ? task.prompt().separator() : trailing;
    }

    private ChatText text(Map<String, Object> input) {
        StringBuilder text = new StringBuilder();
        if (!task.prompt().system().isEmpty()) {
            text.append(task.prompt().system()).append(BETWEEN);
        }
        for (TaskExample shot : pool.shown(input)) {
            text.append(rendered(shot.variables(), true).stripTrailing())
                    .append(separator())
                    .append(said(shot))
                    .append(BETWEEN);
        }
        return new ChatText(text.append(rendered(input, true).stripTrailing()).toString());
    }

    private List<Message> messages(Map<String, Object> input) {
        List<Message> messages = new ArrayList<>();
        if (!task.prompt().system().isEmpty()) {
            messages.add(new Message("system", task.prompt().system()));
        }
        for (TaskExample shot : pool.shown(input)) {
            messages.add(new Message("user", rendered(shot.variables(), false)));
            messages.add(new Message("assistant", said(shot)));
        }
        messages.add(new Message("user", rendered(input, false)));
        return messages;
    }

    /** What an answer says for an example: the first word of its label. */
    private String said(TaskExample shot) {
        return task.prompt().labels().stream()
                .filter(label -> label.id().equals(shot.label()))
                .findFirst()
                .map(label -> label.words().getFirst())
                .orElse(shot.label());
    }

    /** What the template writes; what an input brings is text, whatever it reads like. */
    private String rendered(Map<String, Object> input, boolean marked) {
        Map<String, Object> variables = new LinkedHashMap<>();
        input.forEach((name, value) -> variables.put(name, marked ? asText(value) : value));
        List<TaskLabel> labels = task.prompt().labels();
        variables.put(
                "labels", labels.stream().map(label -> label.words().getFirst()).collect(Collectors.joining(", ")));
        variables.put(
                "label_list",
                labels.stream()
                        .map(label -> Map.of("name", label.words().getFirst(), "description", label.description()))
                        .toList());
        try {
            return template.render(variables);
        } catch (JinjaException e) {
            throw Faults.invalid("The task's template does not take this input: " + e.getMessage() + ".");
        }
    }

    private Object asText(Object value) {
        return value instanceof String text ? model.tokenizer().textOf(text).marked() : value;
    }
}
