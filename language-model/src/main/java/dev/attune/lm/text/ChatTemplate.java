package dev.attune.lm.text;

import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.jinja.JinjaTemplate;
import dev.attune.lm.python.JinjaException;

/**
 * Turns a conversation into the text that the model was trained on, by the Jinja template that came with it. Messages are
 * data: braces inside them are never run as a template. Safe for threads.
 */
public final class ChatTemplate {
    private static final String PLAIN = "{% for message in messages %}{{ message['content'] }}\n{% endfor %}";

    /** Where an answer that is to be continued ends: no template writes it. */
    private static final String END = "\uFDD4";

    private final String source;
    private final Map<String, Object> specialTokens;
    private final UnaryOperator<String> marking;
    private final Clock clock;
    private final boolean standIn;
    private @Nullable JinjaTemplate parsed;

    /**
     * A template.
     *
     * @param source Jinja, as in {@code tokenizer_config.json}
     * @param specialTokens what the template may name, such as {@code bos_token}
     * @param marking marks what reads like a special token in the text of a message
     */
    ChatTemplate(String source, Map<String, Object> specialTokens, UnaryOperator<String> marking) {
        this(source, specialTokens, marking, Clock.system(ZoneId.systemDefault()), false);
    }

    ChatTemplate(
            String source,
            Map<String, Object> specialTokens,
            UnaryOperator<String> marking,
            Clock clock,
            boolean standIn) {
        this.source = source;
        this.specialTokens = Map.copyOf(specialTokens);
        this.marking = marking;
        this.clock = clock;
        this.standIn = standIn;
    }

    /** For a model that came without a template: the messages, each on a line of its own. */
    static ChatTemplate plain(UnaryOperator<String> marking) {
        return new ChatTemplate(PLAIN, Map.of(), marking, Clock.system(ZoneId.systemDefault()), true);
    }

    /** Whether the model came without a template. */
    public boolean isStandIn() {
        return standIn;
    }

    /**
     * The whole conversation, up to where the assistant's next answer begins; where its last turn is the assistant's, up to
     * the end of what that says, which the answer then continues.
     */
    public ChatText prompt(List<Message> conversation) {
        if (conversation.isEmpty() || !conversation.getLast().role().equals("assistant")) {
            return render(conversation, true);
        }
        List<Message> open = new ArrayList<>(conversation);
        String said = open.removeLast().content();
        open.add(Message.assistant(said + END));
        String whole = render(open, false).marked();
        int end = whole.lastIndexOf(END);
        if (end < 0) {
            throw new CheckpointException(
                    "The model's chat template does not let an answer be continued: the conversation"
                            + " must not end with the assistant's turn.");
        }
        return new ChatText(whole.substring(0, end));
    }

    /** The conversation as text; with {@code addGenerationPrompt} the opening of an answer follows it. */
    public ChatText render(List<Message> conversation, boolean addGenerationPrompt) {
        Map<String, @Nullable Object> variables = new HashMap<>(specialTokens);
        variables.put("messages", conversation.stream().map(this::dictionary).toList());
        variables.put("tools", null);
        variables.put("documents", null);
        variables.put("add_generation_prompt", addGenerationPrompt);
        try {
            return new ChatText(parsed().render(variables));
        } catch (JinjaException failure) {
            throw new CheckpointException(
                    "The model's chat template cannot be rendered for this conversation: " + failure.getMessage() + ".",
                    failure);
        }
    }

    /** Read when it is first needed: a model whose template is wrong can still be used without one. */
    private synchronized JinjaTemplate parsed() {
        if (parsed == null) {
            parsed = JinjaTemplate.parse(source, clock);
        }
        return parsed;
    }

    private Map<String, Object> dictionary(Message message) {
        Map<String, Object> dictionary = new LinkedHashMap<>(); // in the order in which tojson writes it
        dictionary.put("role", marking.apply(message.role()));
        dictionary.put("content", marking.apply(message.content()));
        return dictionary;
    }

    /** The template's source. */
    public String source() {
        return source;
    }
}
